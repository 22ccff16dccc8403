/** What we use of it: it brings no types. */
declare module 'fs-native-extensions' {
  /** Locks the whole file, exclusively, until it is closed. False: another open file has the lock. */
  export function tryLock(fd: number): boolean;
}

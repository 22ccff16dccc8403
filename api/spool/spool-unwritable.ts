/** A hint could be neither handed on nor put on disk: the only case in which a sender must try again. */
export class SpoolUnwritable extends Error {
  override readonly name = 'SpoolUnwritable';

  constructor(path: string, cause: unknown) {
    super(`The spool ${path} cannot be written.`, { cause });
  }
}

/** Something the person at the keyboard can mend: its message is one clear sentence, printed without a stack trace. */
export class LaunchError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LaunchError';
  }
}

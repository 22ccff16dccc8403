import { PassThrough } from 'node:stream';
import { askOn } from '../../cli/frame/ask';
import { exitCodes } from '../../cli/frame/exit-codes';
import { worldOf } from './support/latchkey';

/** Asks on a terminal at which somebody presses this key. */
async function answered(key: string): Promise<void> {
  const { world } = worldOf({ terminal: 80 });
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  setImmediate(() => stdin.write(key));
  await askOn({ ...world, stdin }).confirm('Save these settings?', 'Give --yes.', 'Nothing was saved.');
}

describe('a question before something is done', () => {
  it('lets a yes go on', () => expect(answered('y')).resolves.toBeUndefined());

  it('says after a no what was not done', () =>
    expect(answered('n')).rejects.toMatchObject({
      message: 'Nothing was saved.',
      parts: { code: 'notConfirmed' },
      exitCode: exitCodes.failed,
    }));

  it('takes Ctrl-C for an interruption, and no answer', () =>
    expect(answered('\u0003')).rejects.toMatchObject({ exitCode: exitCodes.interrupted }));
});

import { z } from 'zod';
import { choice, command, type Command, type Group } from '../frame/command';
import { completionScripts, shells } from '../frame/completion';

/** @param tree all commands, this one included */
export const completion = (tree: () => readonly (Command | Group)[]): Command =>
  command({
    name: 'completion',
    summary: 'Print a script that completes latchkey in a shell',
    examples: [
      ['completion bash > ~/.local/share/bash-completion/completions/latchkey', 'for bash, from its next start on'],
      ['completion zsh > ~/.zfunc/_latchkey', 'for zsh, with ~/.zfunc in fpath'],
      ['completion fish > ~/.config/fish/completions/latchkey.fish', 'for fish'],
    ],
    arguments: {
      shell: {
        ...choice('SHELL', 'bash, zsh or fish', shells),
        schema: z.enum(shells, `is one of ${shells.join(', ')}`),
      },
    },
    json: null,
    local: true,
    run: ({ world }, { shell }) => {
      world.stdout.write(completionScripts[shell](tree()));
      return Promise.resolve(undefined);
    },
  });

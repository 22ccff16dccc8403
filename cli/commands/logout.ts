import { z } from 'zod';
import { command } from '../frame/command';
import { forgetLogin, loginFile } from '../frame/login-file';

export const logout = command({
  name: 'logout',
  summary: 'Forget the address and the token that latchkey login has kept',
  description: 'The token itself stays good: latchkey tokens revoke ends it.',
  examples: [['logout', 'commands go to the system of this machine again']],
  json: z.object({ file: z.string() }),
  local: true,
  run: ({ env }) => {
    forgetLogin(env);
    return Promise.resolve({ file: loginFile(env) });
  },
  show: ({ file }, { output }) => output.line(`Logged out: ${file} is gone.`),
});

import { command } from '../frame/command';

export const up = command({
  name: 'up',
  summary: 'Run Latchkey on this machine, until Ctrl-C',
  description: 'This is what npm start runs: Temporal, the worker and the API; without real systems their sandbox too.',
  examples: [['up', 'start everything; addresses and next steps are printed']],
  json: null,
  local: true,
  endsItself: true,
  run: async () => {
    // it loads Temporal's client, for which nobody else is to wait
    const { up } = await import('../../launch/up.js');
    process.exit(await up());
  },
});

import { startSandbox, type Sandbox } from '../../sandbox';
import { startReplay } from './replay';

/** What the world reports once it is up. */
export interface World {
  nexudusApiUrl: string;
  ironwifiApiUrl: string;
  smtpUrl: string;
}

const plans = [
  { share: 7, name: 'Hot Desk', orgUnit: 'basic-wifi' },
  { share: 2, name: 'Dedicated Desk', orgUnit: 'premium-wifi' },
  { share: 1, name: 'Private Office', orgUnit: 'premium-wifi-priority' },
].flatMap(({ share, ...plan }) => Array.from({ length: share }, () => plan));

const TEAM = 5;
const quietly = { hooks: false };

/**
 * A space where nothing has drifted: one in twenty is a mere contact, one in ten has a pass beside the plan, one in fifty
 * is in, and five of a hundred are a team.
 */
function populate({ nexudus, ironwifi }: Sandbox, connector: string, members: number): void {
  const { play } = nexudus;
  let team: string[] = [];
  for (let n = 0; n < members; n++) {
    const plan = n % 20 === 0 ? undefined : plans[n % 10];
    const email = `member${n}@members.example`;
    const id = play.join({ fullName: `Member Number ${n}`, email, plan: plan?.name, ...quietly });
    if (n % 10 === 3) play.buyPass(id, { pass: 'Day Pass', expires: Date.now() + 30 * 86_400_000, ...quietly });
    if (n % 50 === 7) play.checkIn(id, quietly);
    if (n % 100 > 0 && n % 100 <= TEAM) team.push(id);
    if (team.length === TEAM) {
      play.createTeam({ name: `Team ${n}`, payingMemberId: team[0], memberIds: team, ...quietly });
      team = [];
    }
    if (plan === undefined) continue;
    ironwifi.addForeign({ username: email, notes: `latchkey:${connector}:${id}`, orgunit: plan.orgUnit });
  }
}

/** Both systems, in a process of their own, whose time is not counted. Arguments: connector, number of members. */
async function main(): Promise<void> {
  const [, , connector = 'bench', members = '1000'] = process.argv;
  const unlimited = { ratePerMinute: Infinity };
  const sandbox = await startSandbox({ nexudus: unlimited, ironwifi: unlimited });
  sandbox.ironwifi.seed();
  populate(sandbox, connector, Number(members));
  const replay = await startReplay(sandbox.url);
  const under = (url: string): string => url.replace(sandbox.url, replay);
  const { nexudusApiUrl, ironwifiApiUrl, smtpUrl } = sandbox;
  const world: World = { nexudusApiUrl: under(nexudusApiUrl), ironwifiApiUrl: under(ironwifiApiUrl), smtpUrl };
  process.send?.(world);
}

void main();

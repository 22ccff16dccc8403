import { toIso, toIsoOrNull } from '../../contracts/api/fields';
import { askForRenewals, readProfiles, type RenewalView } from '../../contracts/api/profiles';
import type { Renewal } from '../../contracts/replayed';
import { newestRoot, rootFingerprints } from '../../domain/profiles/roll-over';
import { rootsOf, shortFingerprint } from '../../domain/profiles/trust';
import { operatorOf } from '../http/principal';
import { Problem } from '../http/problem';
import { serve, type Route } from '../http/routes';
import type { ConnectorGateway, MemberGateway } from '../ports/gateways';
import type { ReadRules } from '../ports/rules';

interface ProfileRouteDeps {
  connector: Pick<ConnectorGateway, 'health' | 'askForRenewals'>;
  members: Pick<MemberGateway, 'countCarried'>;
  rules: Pick<ReadRules, 'read'>;
}

/** How far a roll-over of the CA is, and the letters that carry it on. */
export function profileRoutes({ connector, members, rules }: ProfileRouteDeps): Route[] {
  return [
    serve(readProfiles, async () => {
      const [{ radius }, { renewal }] = await Promise.all([rules.read(), connector.health()]);
      const roots = radius === null ? [] : rootsOf(radius);
      const newest = radius && newestRoot(radius);
      const counts = await Promise.all(roots.map((root) => members.countCarried([shortFingerprint(root)])));
      const authorities = roots.map((root, index) => ({
        fingerprint: shortFingerprint(root),
        notAfter: toIso(Date.parse(root.validTo)),
        newest: root === newest || root.fingerprint256 === newest?.fingerprint256,
        members: counts[index]?.withAny ?? 0,
      }));
      const ofNewest = counts[authorities.findIndex((authority) => authority.newest)];
      return {
        authorities,
        members: ofNewest ? membersView(ofNewest) : null,
        renewal: renewal && renewalView(renewal),
      };
    }),
    serve(askForRenewals, async ({ body: { dryRun, authority: named } }, { principal }) => {
      const { radius } = await rules.read();
      const newest = radius && newestRoot(radius);
      if (radius === null || newest === null)
        throw new Problem(409, 'The settings name no CA: there are no profiles to renew.');
      const authority = shortFingerprint(newest);
      const { without, unknown } = await members.countCarried([authority]);
      const answer = { dryRun, authority, members: without + unknown };
      if (dryRun) return { ...answer, renewal: null };
      const list = rootFingerprints(radius).join();
      if (named !== authority) throw new Problem(409, `The newest CA is ${authority} now: make a dry run first.`);
      const request = { ...operatorOf(principal), ca: authority, list };
      return { ...answer, renewal: renewalView(await connector.askForRenewals(request)) };
    }),
  ];
}

type Counts = Awaited<ReturnType<MemberGateway['countCarried']>>;

const membersView = ({ withAccess, withAny, without, unknown, nothing }: Counts) => ({
  ...{ withAccess, renewed: withAny, old: without, unknown, nothing },
});

const renewalView = ({ ca, by, at, finishedAt, asked }: Renewal): RenewalView => ({
  ...{ authority: ca, by, at: toIso(at), finishedAt: toIsoOrNull(finishedAt), asked },
});

import type { RadiusTrust } from '../../../domain/profiles/profile';
import type { EapMethod } from '../../../domain/profiles/settings';
import type { Details } from './details';
import { textsOf, type Scene } from './layout';

/** As devices call them. */
const words: Record<EapMethod, { outer: string; inner: string }> = {
  'peap-mschapv2': { outer: 'PEAP', inner: 'MSCHAPV2' },
  'ttls-pap': { outer: 'TTLS', inner: 'PAP' },
  'ttls-mschapv2': { outer: 'TTLS', inner: 'MSCHAPV2' },
};

interface Props {
  scene: Scene;
  details: Details;
  trust: RadiusTrust;
}

/** For whoever types it in: every field that a device asks for, with what to put there. */
export function ByHand({ scene, details, trust }: Props) {
  const text = textsOf(scene);
  const { outer, inner } = words[trust.method];
  const rows: [string, string][] = [
    [text('details.network'), details.network],
    [text('byHand.security'), 'WPA/WPA2/WPA3-Enterprise (802.1X)'],
    [text('byHand.method'), outer],
    [text('byHand.phase2'), inner],
    [text('byHand.ca'), text('byHand.caHint', { ca: authoritiesOf(details) })],
    [text('byHand.domain'), trust.serverNames.join(';')],
    [text('byHand.identity'), details.username],
    [text('byHand.anonymous'), trust.outerIdentity],
  ];
  return (
    <section class="card">
      <details class="plain">
        <summary>{text('setUp.byHand')}</summary>
        <div>
          <dl>
            {rows.map(([name, value]) => (
              <>
                <dt>{name}</dt>
                <dd class="value">{value}</dd>
              </>
            ))}
          </dl>
        </div>
      </details>
    </section>
  );
}

export function Genuine({ scene, details, trust }: Props) {
  const text = textsOf(scene);
  const server = trust.serverNames.join(', ');
  return (
    <section class="card">
      <h2>{text('genuine.title')}</h2>
      <p>{text('genuine.lead', { server, ca: authoritiesOf(details) })}</p>
      {details.authorities.map(({ fingerprint }) => (
        <p class="soft value" key={fingerprint}>
          {text('genuine.fingerprint')}: {fingerprint}
        </p>
      ))}
    </section>
  );
}

const authoritiesOf = ({ authorities }: Details): string => authorities.map(({ name }) => name).join(', ');

import type { EapMethod, RadiusTrust } from '../../domain/profiles/trust';
import { AuthorityLinks, installable } from './authority';
import type { Details } from './details';
import { textsOf, type Scene } from './page-layout';

/** The methods as devices name them. */
const words: Record<EapMethod, { outer: string; inner: string }> = {
  'peap-mschapv2': { outer: 'PEAP', inner: 'MSCHAPV2' },
  'ttls-pap': { outer: 'TTLS', inner: 'PAP' },
  'ttls-mschapv2': { outer: 'TTLS', inner: 'MSCHAPV2' },
};

const platforms = ['android', 'apple', 'windows', 'chromeos', 'networkmanager'] as const;

interface Props {
  scene: Scene;
  details: Details;
  trust: RadiusTrust;
}

/** Setting up by hand, step by step. The space's own CA is on no device yet, so its certificate comes first. */
export function ByHand({ scene, details, trust }: Props) {
  const text = textsOf(scene);
  const ca = authoritiesOf(details);
  const isPublic = details.authorities.every((authority) => authority.isPublic);
  return (
    <section class="card">
      <details class="plain">
        <summary>{text('setUp.byHand')}</summary>
        <div>
          <p>{text('byHand.lead')}</p>
          <ol>
            {!isPublic && <InstallCertificate scene={scene} details={details} />}
            <li>
              {text('byHand.network', { network: details.network })} {details.hidden && text('byHand.hidden')}
            </li>
            <li>
              {text(isPublic ? 'byHand.publicCa' : 'byHand.ca', { ca })} {text('byHand.never')}
            </li>
            <li>
              {text('byHand.domain')} <code>{trust.serverNames.join(';')}</code>
            </li>
            <li>
              {text('byHand.rest')}
              <Rest scene={scene} details={details} trust={trust} />
            </li>
            <li>{text('byHand.connect', { genuine: text('genuine.title') })}</li>
          </ol>
        </div>
      </details>
    </section>
  );
}

function InstallCertificate({ scene, details }: Omit<Props, 'trust'>) {
  const text = textsOf(scene);
  return (
    <li>
      {text('byHand.install')}
      <AuthorityLinks scene={scene} authorities={installable(details)} />
      <ul>
        {platforms.map((platform) => (
          <li key={platform}>
            <strong>{text(`format.${platform}`)}:</strong> {text(`byHand.install.${platform}`)}
          </li>
        ))}
      </ul>
    </li>
  );
}

function Rest({ scene, details, trust }: Props) {
  const text = textsOf(scene);
  const { outer, inner } = words[trust.method];
  const rows: [string, string][] = [
    [text('byHand.method'), outer],
    [text('byHand.phase2'), inner],
    [text('byHand.identity'), details.username],
    [text('details.password'), text('byHand.password')],
    [text('byHand.anonymous'), trust.outerIdentity],
  ];
  return (
    <dl>
      {rows.map(([name, value]) => (
        <>
          <dt>{name}</dt>
          <dd class="value">{value}</dd>
        </>
      ))}
    </dl>
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

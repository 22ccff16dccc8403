import type { Obstacle, ProfileFormat } from '../../domain/profiles/profile';
import { AuthorityLinks, installable } from './authority';
import type { TextKey } from './catalogue';
import type { Details } from './details';
import type { MissingProfile, OfferedProfile } from './offered-profiles';
import { textsOf, type Scene } from './page-layout';

/** The button for the device at hand first, or why it has none; the others folded. */
export function SetUp({ scene, details }: { scene: Scene; details: Details }) {
  const text = textsOf(scene);
  const { profiles, missing, device } = details;
  const isAtHand = ({ format }: { format: ProfileFormat }): boolean => format === device;
  const atHand = profiles.find(isAtHand);
  const missed = missing.find(isAtHand);
  const folded = (
    <>
      {profiles.map((profile) => profile !== atHand && <Folded scene={scene} details={details} profile={profile} />)}
      {missing.map((profile) => profile !== missed && <FoldedMissing scene={scene} profile={profile} />)}
    </>
  );
  const others = profiles.length + missing.length - (atHand || missed ? 1 : 0);
  return (
    <section class="card">
      <h2>{text('setUp.title')}</h2>
      {profiles.length === 0 && <p>{text('setUp.none')}</p>}
      {atHand && <Offer scene={scene} details={details} profile={atHand} main />}
      {missed && <Missing scene={scene} profile={missed} />}
      {others > 0 && (atHand || missed) && (
        <details>
          <summary>{text('setUp.others')}</summary>
          <div>{folded}</div>
        </details>
      )}
      {others > 0 && !atHand && !missed && folded}
    </section>
  );
}

interface OfferProps {
  scene: Scene;
  details: Details;
  profile: OfferedProfile;
  main?: boolean;
}

const nameOf = (format: ProfileFormat): TextKey => `format.${format}`;

function Folded(props: OfferProps) {
  return (
    <details>
      <summary>{textsOf(props.scene)(nameOf(props.profile.format))}</summary>
      <div>
        <Offer {...props} />
      </div>
    </details>
  );
}

function Offer(props: OfferProps) {
  const { scene, details, profile } = props;
  const text = textsOf(scene);
  const { format, limits } = profile;
  const byRoot = format === 'windows' && installable(details).some(({ isPublic }) => !isPublic);
  const shown = byRoot ? limits.filter((limit) => limit !== 'needsCertificate') : limits;
  return (
    <>
      {format === 'windows' ? <WindowsSteps {...props} byRoot={byRoot} /> : <Steps {...props} />}
      {format === 'apple' && details.unsigned && <p class="soft">{text('setUp.unsigned')}</p>}
      {shown.map((limit) => (
        <p class="soft" key={limit}>
          {text(`limit.${limit}`)}
        </p>
      ))}
    </>
  );
}

function Steps(props: OfferProps) {
  const text = textsOf(props.scene);
  return (
    <>
      <p>
        <Get {...props} />
      </p>
      <p>{text(`format.${props.profile.format}.steps`)}</p>
    </>
  );
}

function Get({ scene, profile, main = false }: OfferProps) {
  return (
    <a class={main ? 'button main' : 'button'} href={profile.url}>
      {textsOf(scene)(`format.${profile.format}.get`)}
    </a>
  );
}

/**
 * Windows imports a profile by one command. It asks nobody whether to trust a server, so where its own store lacks the root
 * it fails without a word: a root that devices do not ship with comes first.
 */
function WindowsSteps(props: OfferProps & { byRoot: boolean }) {
  const { scene, details, profile, byRoot } = props;
  const text = textsOf(scene);
  const command = (
    <pre>
      <code>netsh wlan add profile filename="{profile.fileName}" user=current</code>
    </pre>
  );
  if (!byRoot)
    return (
      <>
        <Steps {...props} />
        {command}
        <AuthorityLinks scene={scene} authorities={installable(details)} />
      </>
    );
  const ofApp = details.profiles.find(({ format }) => format === 'android');
  return (
    <>
      <ol>
        <li>
          {text('format.windows.install')}
          <AuthorityLinks scene={scene} authorities={installable(details)} />
        </li>
        <li>
          {text('format.windows.download')}
          <p>
            <Get {...props} />
          </p>
        </li>
        <li>
          {text('format.windows.steps')}
          {command}
        </li>
      </ol>
      {ofApp && (
        <p>
          {text('format.windows.app')} <a href={ofApp.url}>{text('format.windows.app.get')}</a>
        </p>
      )}
    </>
  );
}

interface MissingProps {
  scene: Scene;
  profile: MissingProfile;
}

function FoldedMissing(props: MissingProps) {
  return (
    <details>
      <summary>{textsOf(props.scene)(nameOf(props.profile.format))}</summary>
      <div>
        <Missing {...props} />
      </div>
    </details>
  );
}

/** Instead of a profile that would not work. */
function Missing({ scene, profile }: MissingProps) {
  const text = textsOf(scene);
  const reasons = [...new Set(profile.obstacles.map(reasonOf))].map((reason) => text(reason));
  return <p>{[text('missing.lead', { system: text(nameOf(profile.format)) }), ...reasons].join(' ')}</p>;
}

/** What is the network's, a member can only ask about. */
function reasonOf(obstacle: Obstacle): TextKey {
  switch (obstacle) {
    case 'username':
    case 'password':
      return `missing.${obstacle}`;
    case 'root':
    case 'servers':
    case 'network':
    case 'outerIdentity':
    case 'spaceName':
      return 'missing.settings';
  }
}

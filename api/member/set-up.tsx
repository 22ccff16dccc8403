import type { ProfileFormat } from '../../domain/profiles/profile';
import { AuthorityLinks, type Authority } from './authority';
import type { TextKey } from './catalogue';
import type { Details } from './details';
import type { OfferedProfile } from './offered-profiles';
import { textsOf, type Scene } from './page-layout';

/** The button for the device at hand first, the others folded. */
export function SetUp({ scene, details }: { scene: Scene; details: Details }) {
  const text = textsOf(scene);
  const { profiles, knowsDevice, unsigned, authorities } = details;
  const shared = { scene, unsigned, authorities };
  const [first, ...others] = profiles;
  const atHand = knowsDevice ? first : undefined;
  const folded = knowsDevice ? others : profiles;
  return (
    <section class="card">
      <h2>{text('setUp.title')}</h2>
      {profiles.length === 0 && <p>{text('setUp.none')}</p>}
      {atHand && <Offer {...shared} profile={atHand} main />}
      {folded.length > 0 && knowsDevice && (
        <details>
          <summary>{text('setUp.others')}</summary>
          <div>
            <Folded {...shared} profiles={folded} />
          </div>
        </details>
      )}
      {folded.length > 0 && !knowsDevice && <Folded {...shared} profiles={folded} />}
    </section>
  );
}

function Folded({ profiles, ...shared }: Omit<OfferProps, 'profile' | 'main'> & { profiles: OfferedProfile[] }) {
  const text = textsOf(shared.scene);
  return (
    <>
      {profiles.map((profile) => (
        <details key={profile.format}>
          <summary>{text(nameOf(profile.format))}</summary>
          <div>
            <Offer {...shared} profile={profile} />
          </div>
        </details>
      ))}
    </>
  );
}

const nameOf = (format: ProfileFormat): TextKey => `format.${format}`;

interface OfferProps {
  scene: Scene;
  profile: OfferedProfile;
  main?: boolean;
  unsigned: boolean;
  authorities: Authority[];
}

function Offer({ scene, profile, main = false, unsigned, authorities }: OfferProps) {
  const text = textsOf(scene);
  const { format, limits } = profile;
  return (
    <>
      <p>
        <a class={main ? 'button main' : 'button'} href={profile.url}>
          {text(`format.${format}.get`)}
        </a>
      </p>
      <p>{text(`format.${format}.steps`)}</p>
      {profile.oneClick && <WindowsSteps scene={scene} profile={profile} authorities={authorities} />}
      {format === 'apple' && unsigned && <p class="soft">{text('setUp.unsigned')}</p>}
      {limits.map((limit) => (
        <p class="soft" key={limit}>
          {text(`limit.${limit}`)}
        </p>
      ))}
    </>
  );
}

/** Windows imports a profile by one command; one click opens Settings, which adds only files signed with an EV certificate. */
function WindowsSteps({ scene, profile, authorities }: Pick<OfferProps, 'scene' | 'profile' | 'authorities'>) {
  const text = textsOf(scene);
  return (
    <>
      <pre>
        <code>netsh wlan add profile filename="{profile.fileName}" user=current</code>
      </pre>
      <AuthorityLinks scene={scene} authorities={authorities} />
      <p class="soft">
        <a href={profile.oneClick ?? ''}>{text('format.windows.oneClick')}</a> {text('format.windows.oneClickHint')}
      </p>
    </>
  );
}

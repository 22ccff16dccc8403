import { ByHand, Genuine } from './by-hand';
import type { Details } from './details';
import { renderPage, textsOf, type Scene } from './page-layout';
import { SetUp } from './set-up';

/** What a reveal shows. Never cached, never in a URL. */
export function detailsPage(scene: Scene, details: Details): string {
  const text = textsOf(scene);
  return renderPage({
    scene,
    title: text('details.title'),
    children: (
      <>
        <Credentials scene={scene} details={details} />
        <SetUp scene={scene} details={details} />
        {details.trust && <ByHand scene={scene} details={details} trust={details.trust} />}
        {details.trust && <Genuine scene={scene} details={details} trust={details.trust} />}
        <SecondDevice scene={scene} qrCode={details.qrCode} />
        <Suspicion scene={scene} passwordIsOurs={details.passwordIsOurs} />
      </>
    ),
  });
}

function Credentials({ scene, details }: { scene: Scene; details: Details }) {
  const text = textsOf(scene);
  const { network, username, password, plan, validUntil } = details;
  return (
    <section class="card">
      <h1>{text('details.title')}</h1>
      <dl>
        <Copied scene={scene} id="network" label={text('details.network')} value={network} />
        <Copied scene={scene} id="username" label={text('details.username')} value={username} />
        <dt>{text('details.password')}</dt>
        <dd>
          <details class="plain">
            <summary>{text('details.showPassword')}</summary>
            <code id="password">{password}</code>
          </details>
          <CopyButton scene={scene} of="password" label={text('details.password')} />
        </dd>
        {plan !== null && (
          <>
            <dt>{text('details.plan')}</dt>
            <dd class="value">{plan}</dd>
          </>
        )}
        <dt>{text('details.validUntil')}</dt>
        <dd class="value">{validUntil ?? text('details.noEnd')}</dd>
      </dl>
      <p class="soft">{text('details.secret')}</p>
    </section>
  );
}

function Copied({ scene, id, label, value }: { scene: Scene; id: string; label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <code id={id}>{value}</code>
        <CopyButton scene={scene} of={id} label={label} />
      </dd>
    </>
  );
}

function CopyButton({ scene, of, label }: { scene: Scene; of: string; label: string }) {
  const text = textsOf(scene);
  return (
    <button
      type="button"
      hidden
      data-copy={of}
      data-done={text('details.copied')}
      aria-label={`${text('details.copy')}: ${label}`}
    >
      {text('details.copy')}
    </button>
  );
}

function SecondDevice({ scene, qrCode }: { scene: Scene; qrCode: string }) {
  const text = textsOf(scene);
  return (
    <section class="card">
      <h2>{text('second.title')}</h2>
      <p>{text('second.lead')}</p>
      <img class="qr" src={qrCode} alt={text('second.alt')} width="176" height="176" />
    </section>
  );
}

function Suspicion({ scene, passwordIsOurs }: { scene: Scene; passwordIsOurs: boolean }) {
  const text = textsOf(scene);
  return (
    <section class="card">
      <details class="plain">
        <summary>{text('rotate.title')}</summary>
        <div>{passwordIsOurs ? <RotateForm scene={scene} /> : <p>{text('notOurs.lead')}</p>}</div>
      </details>
    </section>
  );
}

function RotateForm({ scene }: { scene: Scene }) {
  const text = textsOf(scene);
  return (
    <>
      <p>{text('rotate.lead')}</p>
      <form method="post" action={`${scene.path}/rotate?lang=${scene.language.tag}`}>
        <button>{text('rotate.button')}</button>
      </form>
    </>
  );
}

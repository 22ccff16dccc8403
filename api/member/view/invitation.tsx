import { renderPage, textsOf, type Scene } from './layout';

/** The page of a live link before it is opened: looking at it costs no opening, so link scanners do no harm. */
export function invitationPage(scene: Scene, { network, left }: { network: string; left: number }): string {
  const text = textsOf(scene);
  const hint = left === 1 ? text('valid.showHintOnce') : text('valid.showHint', { left: String(left) });
  return renderPage({
    scene,
    title: text('title'),
    children: (
      <section class="card">
        <h1>{network}</h1>
        <p>{text('valid.lead')}</p>
        <form method="post" action={`${scene.path}/reveal?lang=${scene.language.tag}`}>
          <p>
            <button class="main">{text('valid.show')}</button>
          </p>
          <p class="soft">{hint}</p>
        </form>
      </section>
    ),
  });
}

import type { InstallationProgress } from '../../../../contracts/api/webhooks';
import { Notice } from '../../parts/notice';
import { Ago } from '../../parts/when';
import type { Visit } from '../../frame/visit';

/** How far the installation has come, or how the last one went. */
export function Installation({ installation, visit }: { installation: InstallationProgress; visit: Visit }) {
  const { say, place } = visit;
  const { done, of, finishedAt, sentence, failed } = installation;
  if (finishedAt === null)
    return (
      <div class="card">
        <p>
          {of === null
            ? say('webhooks.install.reading')
            : say('webhooks.install.progress', { done: String(done), of: String(of) })}
        </p>
        <progress value={of === null ? undefined : done} max={of ?? undefined} aria-label={say('webhooks.install')} />
      </div>
    );
  return (
    <Notice tone={failed.length > 0 ? 'bad' : 'good'}>
      <p>
        {sentence} <Ago at={finishedAt} place={place} />
      </p>
      {failed.length > 0 && (
        <>
          <ul>
            {[...new Set(failed.map(({ message }) => message))].slice(0, 5).map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
          <p>{say('webhooks.install.byHand')}</p>
        </>
      )}
    </Notice>
  );
}

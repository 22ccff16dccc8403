import type { Problem } from '../http/problem';
import { Notice } from './parts/notice';
import type { Say } from './texts';
import type { View } from './frame/visit';

interface ErrorProps {
  problem: Problem;
  say: Say;
  address: string;
  /** Loading the page again may help, and does nothing. */
  canRetry: boolean;
}

/** In seconds. */
const AGAIN_AFTER = 5;

/** Says what happened, and what to do. */
export function ErrorView({ problem, say, address, canRetry }: ErrorProps): View {
  const { status, message } = problem;
  const title = titleOf(status, say);
  const passes = status === 503 && canRetry;
  return {
    title,
    status,
    body: (
      <div data-again={passes ? AGAIN_AFTER : undefined}>
        <Notice tone={status === 404 ? 'idle' : 'bad'}>
          <p>{status === 404 ? say('error.notFound.lead') : status === 500 ? say('error.unforeseen') : message}</p>
          {passes && <p class="soft">{say('error.away.lead')}</p>}
        </Notice>
        {canRetry && status !== 404 && (
          <p>
            <a class="button" href={address}>
              {say('error.again')}
            </a>
          </p>
        )}
      </div>
    ),
  };
}

function titleOf(status: number, say: Say): string {
  if (status === 404) return say('error.notFound');
  if (status === 403) return say('error.role');
  return status === 503 ? say('error.away') : say('error.title');
}

import { readEvents } from '../../contracts/api/events';
import { isStillLetIn, type StillLetIn } from '../access/authenticate';
import { serve, type Route } from '../http/routes';
import { streamEvents } from '../events/event-stream';
import type { LiveEvents } from '../events/live-events';

interface EventDeps extends StillLetIn {
  events: Pick<LiveEvents, 'join'>;
  heartbeatMs?: number;
}

export const eventRoutes = ({ events, heartbeatMs, ...access }: EventDeps): Route[] => [
  serve(readEvents, (_received, { req, res, principal }) => {
    streamEvents(res, events.join, { isStillGood: () => isStillLetIn(req, principal, access), heartbeatMs });
    return Promise.resolve();
  }),
];

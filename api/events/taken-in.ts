import type { MemberId } from '../../domain/replayed/ids';
import type { HintIntake, PageGateway } from '../ports/gateways';
import type { LiveEvents } from './live-events';

/** What the API takes in itself is told at once, before anybody acts on it. */
export const tellingIntake = (intake: HintIntake, events: Pick<LiveEvents, 'tell'>): HintIntake => ({
  accept: async (hints) => {
    await intake.accept(hints);
    events.tell({ what: 'announced', ids: hints.map(({ member }) => member) });
  },
});

/** As what members do on their pages is. */
export function tellingPages(pages: PageGateway, events: Pick<LiveEvents, 'tell'>): PageGateway {
  const telling =
    <Request, Done>(act: (member: MemberId, request: Request) => Promise<Done>) =>
    async (member: MemberId, request: Request): Promise<Done> => {
      const done = await act(member, request);
      events.tell({ what: 'asked', ids: [member] });
      return done;
    };
  return {
    page: (member) => pages.page(member),
    open: telling((member, request) => pages.open(member, request)),
    takeProfile: telling((member, request) => pages.takeProfile(member, request)),
    renew: telling((member, request) => pages.renew(member, request)),
    rotate: telling((member, request) => pages.rotate(member, request)),
  };
}

import type { Response } from 'express';
import { beginsAt, type PageState, validUntil } from '../../domain/replayed/page-state';
import { locationOf, type Rules } from '../../domain/settings/rules';
import type { LinkHolder } from './link-holder';
import { tellBeginning } from './format-time';
import type { Scene } from './view/layout';
import { noticePage } from './view/notice';

const GONE = 410;

/** A link that opens nothing any more is gone; why a member may not connect now is an answer like any other. */
export const statusOf = (state: PageState): number => (state === 'expired' || state === 'usedUp' ? GONE : 200);

/** The page of a state that shows no credentials. */
export function answerNotice(
  res: Response,
  scene: Scene,
  state: Exclude<PageState, 'valid'>,
  holder: LinkHolder | null,
  rules: Rules,
): void {
  res
    .status(statusOf(state))
    .type('html')
    .send(noticePage(scene, state, { from: whenItBegins(scene, holder, rules) }));
}

function whenItBegins({ language }: Scene, holder: LinkHolder | null, rules: Rules): string | undefined {
  const at = holder === null ? null : beginsAt(holder.page.steps);
  if (holder === null || at === null) return undefined;
  const { zone } = locationOf(rules, holder.page.businessId);
  return tellBeginning(at, { ...language, zone });
}

/** What a program is told of a state. Who asks with a dead link hears nothing of the member: the space's network, no end. */
export function stateAnswer(state: PageState, holder: LinkHolder | null, rules: Rules) {
  const place = statusOf(state) === GONE || holder === null ? null : holder.page.businessId;
  const until = state === 'valid' && holder !== null ? validUntil(holder.page.steps) : null;
  return {
    state,
    network: locationOf(rules, place).ssid,
    validUntil: until === null ? null : new Date(until).toISOString(),
    serverNames: rules.radius?.serverNames ?? [],
  };
}

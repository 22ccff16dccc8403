import type { WebHook } from '../store/rows';
import { everyMethod, type Entity } from './entity';
import { webhookActions } from './webhook-actions';

/** nexudus.md §5.1. */
export const webhook: Entity<WebHook> = {
  name: 'WebHook',
  path: 'sys/webhooks',
  blank: () => ({
    BusinessId: 0,
    Name: '',
    Action: 1,
    URL: '',
    Description: null,
    Active: false,
    LastError: null,
    ErrorCount: 0,
    LastTrigger: null,
  }),
  readOnly: ['LastError', 'ErrorCount', 'LastTrigger'],
  required: ['BusinessId', 'Name', 'Action', 'URL'],
  references: { BusinessId: 'businesses' },
  choices: ({ options }) => ({ Action: webhookActions(options).map(({ Id }) => Id) }),
  listOmits: ['Description'],
  methods: everyMethod,
  // Whether a re-enabled hook really counts from zero again is unknown; otherwise its next failure would disable it.
  updated: (before, after, space) => {
    if (!before.Active && after.Active) space.touch('webhooks', after.Id, { ErrorCount: 0 });
  },
};

import { z } from 'zod';
import { example, Instant } from './fields';
import { operation } from './operation';
import { ProfileFormat } from './profile-limits';

const token = z.string().meta({ description: 'As a letter brought it.' });
const lang = z.string().optional().meta({ description: 'A language that the page has; else by Accept-Language.' });
const onPage = {
  tag: 'member page',
  open: true,
  params: z.object({ token }),
  query: z.object({ lang }),
} as const;

const html = (description: string) => ({ description, media: 'text/html', example: '<!doctype html>…' });

const Revealed = z
  .object({
    state: z.enum(['valid', 'expired', 'usedUp', 'notYet', 'checkIn', 'ended', 'paused', 'blocked', 'preparing']),
    network: z.string().meta({ description: 'The SSID.' }),
    username: z.string().optional(),
    password: z.string().optional(),
    validUntil: Instant.nullable(),
    serverNames: z.array(z.string()),
    profiles: z
      .array(
        z.object({
          format: ProfileFormat,
          url: z.string().meta({ description: 'Carries a key that works once and dies with the link.' }),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Revealed' });
export type Revealed = z.infer<typeof Revealed>;

export const showPage = operation({
  ...onPage,
  method: 'get',
  path: '/w/{token}',
  operationId: 'showPage',
  summary: "A member's page. Looking at it opens nothing.",
  replies: { 200: html('For people.'), 410: html('The link is unknown, expired or used up.') },
});

export const reveal = operation({
  ...onPage,
  method: 'post',
  path: '/w/{token}/reveal',
  operationId: 'reveal',
  summary: 'Show the credentials, which counts as one opening. HTML, or JSON where that is asked for.',
  replies: {
    200: {
      ...html('The state; only valid carries user name, password and profiles.'),
      schema: Revealed,
      example: {
        state: 'valid',
        network: 'Loft Members',
        username: 'ada@members.example',
        password: 'k7Qm-2fRx-9sTd',
        validUntil: example.later,
        serverNames: ['radius.loft.example'],
        profiles: [],
      },
    },
    410: {
      ...html('The link is unknown, expired or used up.'),
      schema: Revealed,
      example: { state: 'expired', network: 'Loft Members', validUntil: null, serverNames: [] },
    },
  },
});

export const renewLink = operation({
  ...onPage,
  method: 'post',
  path: '/w/{token}/renew',
  operationId: 'renewLink',
  summary: 'Mail a new link, if the old one was somebody’s. The same answer for everybody.',
  replies: { 202: html('For people.') },
});

export const rotateOnPage = operation({
  ...onPage,
  method: 'post',
  path: '/w/{token}/rotate',
  operationId: 'rotateOnPage',
  summary: 'Mail a new password to the holder of a live link; once an hour.',
  replies: {
    202: html('For people.'),
    409: html('Members keep their passwords in Nexudus: there is none that we could change.'),
    410: html('The link is not live.'),
  },
});

export const fetchProfile = operation({
  ...onPage,
  method: 'get',
  path: '/w/{token}/profile/{format}',
  operationId: 'fetchProfile',
  summary: 'A file that a reveal has offered; its key works once.',
  params: z.object({ token, format: ProfileFormat }),
  query: z.object({
    key: z.string(),
    lang,
  }),
  replies: { 200: { description: 'The profile.', media: '*/*' } },
  problems: {
    404: 'No such format, or the network offers no profiles.',
    410: 'Fetched already, or the link is dead.',
  },
});

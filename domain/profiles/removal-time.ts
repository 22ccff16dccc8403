import type { Instant } from '../replayed/ids';

const SECOND = 1000;

/** The formats know whole seconds: the first one that is not before the instant, so that nobody is cut off early. */
export const removalTime = (removeAt: Instant): Date => new Date(Math.ceil(removeAt / SECOND) * SECOND);

/** As XML Schema and Apple write it, UTC, without fractions. */
export const isoSeconds = (time: Date): string => time.toISOString().replace(/\.\d+Z$/, 'Z');

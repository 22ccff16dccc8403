import type { Moment } from './moment';
import { fr as past } from './past/french';
import type { Naming, Phrases, System, Told } from './phrases';

const NAMES: Partial<Record<Moment['day'], string>> = { today: 'aujourd’hui', tomorrow: 'demain', yesterday: 'hier' };

/** "lundi 1er décembre", "3 novembre 2025". */
function dateOf({ day, weekday, dayOfMonth, month, year }: Moment): string {
  const date = `${dayOfMonth === 1 ? '1er' : dayOfMonth} ${month}`;
  return day === 'near' ? `${weekday} ${date}` : day === 'otherYear' ? `${date} ${year}` : date;
}

/** "aujourd’hui à 18:00", "le lundi 1er décembre à 00:00", "le 3 novembre". */
function on(moment: Moment): string {
  const name = NAMES[moment.day] ?? `le ${dateOf(moment)}`;
  return moment.withTime ? `${name} à ${moment.time}` : name;
}

function until(moment: Moment): string {
  if (moment.day === 'today') return `aujourd’hui jusqu’à ${moment.time}`;
  const name = NAMES[moment.day];
  return name === undefined ? `jusqu’au ${dateOf(moment)} à ${moment.time}` : `jusqu’à ${name} ${moment.time}`;
}

const optional = (text: string | null): string => (text === null ? '' : ` ${text}`);
const granted = ({ title, checkIn }: Told): string => (checkIn ? `${title}, arrivée enregistrée ${checkIn.at}` : title);
const counts = (record: string): string => `${record} exige une présence enregistrée`;
const butCounts = (counted: string | null): string => (counted === null ? '' : `, et ${counts(counted)}`);

const systems: Record<System, string> = { nexudus: 'Nexudus', ironwifi: 'IronWifi', mail: 'serveur de messagerie' };

const named =
  (nouns: Record<'contract' | 'pass', string>): Naming =>
  (kind, plan, id) => {
    const noun = plan === null || kind === 'contract' ? [nouns[kind]] : [];
    return [...noun, plan ?? [], id === null ? [] : `#${id}`].flat().join(' ');
  };

export const fr: Phrases = {
  calendar: { locale: 'fr', month: 'long' },
  times: {
    on,
    at: (moment) => (moment.day === 'today' ? `à ${moment.time}` : on(moment)),
    until,
    since: (moment) => (moment.day === 'today' ? `depuis ${moment.time}` : `depuis ${on(moment)}`),
  },
  heads: {
    yes: (end) => `peut se connecter${optional(end)}`,
    soon: 'pourra se connecter dans un instant',
    still: 'peut encore se connecter pour l’instant',
    no: 'ne peut pas se connecter',
    notYet: 'ne peut pas encore se connecter',
    would: (end) => `pas encore en service, mais pourrait se connecter${optional(end)}`,
    wouldNot: 'pas encore en service, et ne pourrait pas se connecter',
  },
  explained: (head, why) => `${head} : ${why}`,
  notLookedAt: 'on ne sait encore rien de ce membre : Nexudus n’a pas encore été lu',
  erasure: {
    underWay: (since) => `est en cours d’effacement ${since}`,
    done: (date) => `a été effacé ${date}`,
    keptOff: 'l’accès reste bloqué jusqu’à ce qu’un opérateur lève le blocage',
    isFree: 'une nouvelle adhésion apporte un nouveau compte',
  },
  seeProfile: (id) => `voir le coworker #${id} : la même personne y a son compte`,
  record: named({ contract: 'le contrat', pass: 'le pass' }),
  title: named({ contract: 'contrat', pass: 'pass' }),
  person: (id) => (id === null ? 'ce membre' : `le coworker #${id} (la même personne)`),
  ofTeam: (record, team) => `${record} de l’équipe #${team}`,
  ofProfile: (record, profile) => `${record} du coworker #${profile} (la même personne)`,
  because: {
    contract: granted,
    pass: granted,
    teamContract: granted,
    teamPass: granted,
    checkedIn: ({ checkIn }) => `arrivée enregistrée${optional(checkIn?.at ?? null)}, ce qui suffit ici`,
    allowed: () => 'accès accordé manuellement',
    blocked: ({ until: end }) => `accès bloqué manuellement${end ? `, ${end}` : ''}`,
    deleted: ({ person }) => `${person} ne figure plus dans Nexudus`,
    archived: ({ person }) => `${person} est archivé dans Nexudus`,
    suspended: ({ person }) => `${person} est suspendu dans Nexudus`,
    unpaid: ({ person }) => `${person} a des factures impayées`,
    none: () => 'il n’y a ni contrat ni pass',
    notStarted: ({ record, on: start }) =>
      start ? `${record} commence ${start}` : `${record} n’a pas encore commencé`,
    ended: ({ record, on: end }) => (end ? `${record} a pris fin ${end}` : `${record} n’est plus actif`),
    paused: ({ record, until: end }) => `${record} est en pause${optional(end)}`,
    passExpired: ({ record, on: end }) => (end ? `${record} a expiré ${end}` : `${record} a expiré`),
    passUsedUp: ({ record, since }) => `${record} est épuisé${optional(since)}`,
    checkInNeeded: ({ counted }) => `arrivée non enregistrée${butCounts(counted)}`,
    checkedOut: ({ counted, checkIn }) => `départ enregistré${optional(checkIn?.on ?? null)}${butCounts(counted)}`,
    checkInClosed: ({ counted, checkIn }) =>
      `la présence a été clôturée automatiquement${optional(checkIn?.on ?? null)}${butCounts(counted)}`,
    outsideHours: ({ record }) => `${record} n’est pas valable à cette heure`,
    noWifiPlan: ({ record }) => `${record} ne comprend pas le WiFi`,
    unmappedPlan: ({ record }) => `${record} ne donne pas encore accès`,
    retiredPlan: ({ record }) => `${record} n’est plus associé à un groupe, donc tout reste comme avant`,
    keptByPolicy: ({ open }) =>
      open ? 'l’accès n’est pas retiré automatiquement (autoDeprovision est désactivé)' : 'plus rien ne donne accès',
    joined: ({ profile }) =>
      `la même personne a le compte ${profile ? `comme coworker #${profile}` : 'sur un autre profil'}`,
  },
  ways: {
    checkIn: 'enregistrer d’abord l’arrivée',
    checkInAgain: 'enregistrer à nouveau l’arrivée',
    opens: (start) => `l’accès s’ouvrira ${start}`,
    comesBack: (start) => `l’accès reviendra ${start}`,
    blockLifted: 'l’accès reviendra quand le blocage sera levé',
    pauseEnds: 'l’accès reviendra quand la pause se terminera',
    restored: 'rétablir d’abord le membre dans Nexudus',
    reactivated: 'réactiver d’abord le membre dans Nexudus',
    paid: 'il faut d’abord régler les factures',
    contractOrPass: 'un contrat ou un pass donne accès',
    contractStarts: 'l’accès reviendra quand un contrat commencera',
    newPass: 'l’accès reviendra avec un nouveau pass ou un contrat',
    planWithWifi: 'une formule avec WiFi donne accès',
    planMapped: (plan) =>
      plan === null ? 'la formule n’est associée à aucun groupe' : `${plan} n’est associé à aucun groupe`,
    accountMade: 'activer autoProvision dans les réglages, ou adopter un compte',
    moment: 'patienter un instant',
    retry: 'Latchkey continue d’essayer ; « Retry » essaie tout de suite',
    adopted: 'adopter le compte qui a ce nom d’utilisateur, ou le renommer dans IronWifi',
    emailKnown: 'indiquer d’abord une adresse e-mail dans Nexudus',
    maintenanceEnds: (system) => `l’accès s’ouvrira à la fin de la maintenance (${systems[system]})`,
    goLive: 'passer en service',
  },
  notes: {
    opening: 'le compte est en cours d’ouverture',
    closing: 'le compte est en cours de fermeture',
    moving: (level) => `le compte passe à ${level}`,
    due: (because) => `a droit à l’accès : ${because}`,
    writeFails: (start) => `impossible de modifier le compte dans IronWifi ${start}`,
    writeRefused: {
      conflict: 'un autre compte a déjà ce nom d’utilisateur',
      contested: 'quelqu’un modifie sans cesse le compte à la main dans IronWifi',
      noEmail: 'ce membre n’a pas d’adresse e-mail dans Nexudus',
    },
    writeWaits: 'impossible de modifier le compte pendant la maintenance d’IronWifi',
    noAccount: 'il n’y a pas de compte, et aucun n’est créé automatiquement (autoProvision est désactivé)',
    readFails: (start) => `impossible de lire Nexudus ${start}`,
    readWaits: 'Nexudus n’est pas lu pendant sa maintenance',
    outdated: (note) => `${note}, ceci n’est donc peut-être plus à jour`,
    letterOwed: 'l’e-mail avec les identifiants n’est pas encore parti',
    held: (says) => `Nexudus indique désormais : ${says}. La décision reste à prendre`,
    kept: (end, says) => `cela reste ainsi${optional(end)}, bien que Nexudus indique : ${says}`,
    otherLevel: 'un autre niveau d’accès est prévu',
    heir: (profile) => `le coworker #${profile}, la même personne, va reprendre le compte`,
  },
  facts: {
    endless: (record) => `${record} n’a pas de date de fin`,
    runs: (record, end) => `${record} est valable ${end}`,
    whileCheckedIn: counts,
    checkInSince: (id, time) => `présence #${id} ${time}`,
    checkInEnded: (id, end) => `la présence #${id} a pris fin ${end}`,
    checkInClosed: (id, end) => `la présence #${id} a été clôturée automatiquement ${end}`,
    checkInOnly: (id) => `présence #${id}`,
    team: (id) => `l’équipe #${id} le partage avec ses membres`,
    profile: (id) => `le coworker #${id} est la même personne (même adresse e-mail)`,
    allowedBy: (operator, end) => `accès accordé manuellement par ${operator}${optional(end)}`,
    blockedBy: (operator, end) => `accès bloqué manuellement par ${operator}${optional(end)}`,
    accountOpen: (level) => (level === null ? 'le compte est ouvert' : `le compte est ouvert, niveau ${level}`),
    accountReady: 'le compte est prêt, mais encore fermé',
    accountClosed: 'le compte est fermé',
    accountNone: 'il n’y a pas encore de compte',
    accountUnknown: 'on ne sait pas encore si la dernière modification du compte est arrivée',
    troubles: {
      details: (start) => `le compte demande une intervention ${start}`,
      courier: (start) => `impossible d’envoyer un e-mail ${start}`,
      portal: (start) => `impossible d’inscrire le lien dans Nexudus ${start}`,
    },
    maintenance: (system) => `en maintenance : ${systems[system]}`,
    notLive: 'Latchkey n’est pas encore en service : rien n’est écrit',
    lastRead: (time) => `dernière lecture de Nexudus : ${time}`,
  },
  next: {
    opens: (start) => `l’accès s’ouvre ${start}`,
    ends: (end) => `l’accès prend fin ${end}`,
    readied: (time) => `le compte est préparé ${time}`,
    level: (level, time) => `le niveau passe à ${level} ${time}`,
    stays: (time) => `le droit d’accès prend fin ${time}, mais l’accès reste`,
    readAgain: (time) => `Nexudus est relu ${time}, avant que l’accès prenne fin`,
    askedAgain: (time) => `la décision est à reprendre ${time}`,
    deleted: (time) => `le compte est supprimé ${time}`,
  },
  past,
};

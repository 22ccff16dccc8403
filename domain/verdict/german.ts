import type { Moment } from './moment';
import { de as past } from './past/german';
import type { Naming, Phrases, System, Told } from './phrases';

const NAMES: Partial<Record<Moment['day'], string>> = { today: 'heute', tomorrow: 'morgen', yesterday: 'gestern' };
const clock = ({ time }: Moment): string => `${time} Uhr`;

function dateOf({ day, weekday, dayOfMonth, month, year }: Moment): string {
  const date = `${dayOfMonth}. ${month}`;
  return day === 'near' ? `${weekday}, ${date}` : day === 'otherYear' ? `${date} ${year}` : date;
}

/** "heute um 18:00 Uhr", "am Montag, 1. Dezember, um 00:00 Uhr", "am 3. November". */
function on(moment: Moment): string {
  const name = NAMES[moment.day] ?? `am ${dateOf(moment)}`;
  if (!moment.withTime) return name;
  return `${name}${moment.day === 'near' ? ',' : ''} um ${clock(moment)}`;
}

function until(moment: Moment): string {
  if (moment.day === 'today') return `heute bis ${clock(moment)}`;
  const name = NAMES[moment.day];
  if (name !== undefined) return `bis ${name} ${clock(moment)}`;
  if (moment.day === 'near') return `bis ${dateOf(moment)}, ${clock(moment)}`;
  return `bis zum ${dateOf(moment)} um ${clock(moment)}`;
}

function since(moment: Moment): string {
  if (moment.day === 'today') return `seit ${clock(moment)}`;
  const name = NAMES[moment.day];
  if (name !== undefined) return `seit ${name} ${clock(moment)}`;
  const day = moment.day === 'near' ? `seit ${dateOf(moment)}` : `seit dem ${dateOf(moment)}`;
  return moment.withTime ? `${day} um ${clock(moment)}` : day;
}

const optional = (text: string | null): string => (text === null ? '' : ` ${text}`);
const granted = ({ title, checkIn }: Told): string => (checkIn ? `${title}, eingecheckt ${checkIn.at}` : title);
const counts = (record: string): string => `${record} gilt nur mit Check-in`;
const butCounts = (counted: string | null): string => (counted === null ? '' : `, und ${counts(counted)}`);

/** A sentence after a colon begins with a capital. */
const sentence = (text: string): string => `${text.charAt(0).toLocaleUpperCase('de')}${text.slice(1)}`;

const systems: Record<System, string> = { nexudus: 'Nexudus', ironwifi: 'IronWifi', mail: 'Mailserver' };

const record: Naming = (kind, plan, id) => {
  const noun = { contract: 'Vertrag', pass: 'Pass' }[kind];
  const named = plan === null || kind === 'contract' ? [id === null ? `der ${noun}` : noun] : [];
  return [...named, plan ?? [], id === null ? [] : `#${id}`].flat().join(' ');
};

export const de: Phrases = {
  calendar: { locale: 'de', month: 'long' },
  times: { on, at: (moment) => (moment.day === 'today' ? `um ${clock(moment)}` : on(moment)), until, since },
  heads: {
    yes: (end) => `darf${optional(end)} ins WLAN`,
    soon: 'darf gleich ins WLAN',
    still: 'kommt im Moment noch ins WLAN',
    no: 'darf nicht ins WLAN',
    notYet: 'kommt noch nicht ins WLAN',
    would: (end) => `noch nicht live, dürfte aber${optional(end)} ins WLAN`,
    wouldNot: 'noch nicht live und dürfte auch nicht ins WLAN',
  },
  explained: (head, why) => `${head}: ${sentence(why)}`,
  notLookedAt: 'über dieses Mitglied ist noch nichts bekannt: Nexudus wurde noch nicht gelesen',
  erasure: {
    underWay: (since) => `wird ${since} gelöscht`,
    done: (date) => `wurde ${date} gelöscht`,
    keptOff: 'der Zugang bleibt gesperrt, bis jemand die Sperre aufhebt',
    isFree: 'eine neue Mitgliedschaft bringt ein neues Konto',
  },
  seeProfile: (id) => `siehe Coworker #${id}: Dieselbe Person hat das Konto dort`,
  record,
  title: record,
  person: (id) => (id === null ? 'das Mitglied' : `Coworker #${id} (dieselbe Person)`),
  ofTeam: (record, team) => `${record} von Team #${team}`,
  ofProfile: (record, profile) => `${record} von Coworker #${profile} (dieselbe Person)`,
  because: {
    contract: granted,
    pass: granted,
    teamContract: granted,
    teamPass: granted,
    checkedIn: ({ checkIn }) => `eingecheckt${optional(checkIn?.at ?? null)}, das genügt hier`,
    allowed: () => 'von Hand freigegeben',
    blocked: ({ until: end }) => `${end ? `${end} ` : ''}von Hand gesperrt`,
    deleted: ({ person }) => `${person} ist in Nexudus nicht mehr vorhanden`,
    archived: ({ person }) => `${person} ist in Nexudus archiviert`,
    suspended: ({ person }) => `${person} ist in Nexudus deaktiviert`,
    unpaid: ({ person }) => `${person} hat offene Rechnungen`,
    none: () => 'es gibt weder einen Vertrag noch einen Pass',
    notStarted: ({ record, on: start }) => (start ? `${record} beginnt ${start}` : `${record} hat noch nicht begonnen`),
    ended: ({ record, on: end }) => (end ? `${record} endete ${end}` : `${record} ist nicht mehr aktiv`),
    paused: ({ record, until: end }) => `${record} ruht${optional(end)}`,
    passExpired: ({ record, on: end }) => (end ? `${record} lief ${end} ab` : `${record} ist abgelaufen`),
    passUsedUp: ({ record, since: end }) => (end ? `${record} ist ${end} aufgebraucht` : `${record} ist aufgebraucht`),
    checkInNeeded: ({ counted }) => `nicht eingecheckt${butCounts(counted)}`,
    checkedOut: ({ counted, checkIn }) =>
      `${checkIn ? `${checkIn.on} ausgecheckt` : 'ausgecheckt'}${butCounts(counted)}`,
    checkInClosed: ({ counted, checkIn }) =>
      `der Check-in wurde${optional(checkIn?.on ?? null)} automatisch geschlossen${butCounts(counted)}`,
    outsideHours: ({ record }) => `${record} gilt um diese Zeit nicht`,
    noWifiPlan: ({ record }) => `${record} enthält kein WLAN`,
    unmappedPlan: ({ record }) => `${record} gibt noch keinen Zugang`,
    retiredPlan: ({ record }) => `${record} ist keiner Gruppe mehr zugeordnet, also bleibt alles, wie es war`,
    keptByPolicy: ({ open }) =>
      open ? 'Zugang wird nicht automatisch entzogen (autoDeprovision ist aus)' : 'nichts gibt mehr Zugang',
    joined: ({ profile }) => `dieselbe Person hat das Konto ${profile ? `als Coworker #${profile}` : 'anderswo'}`,
  },
  ways: {
    checkIn: 'zuerst einchecken',
    checkInAgain: 'wieder einchecken',
    opens: (start) => `der Zugang öffnet sich ${start}`,
    comesBack: (start) => `Zugang gibt es ${start} wieder`,
    blockLifted: 'Zugang gibt es wieder, sobald die Sperre aufgehoben ist',
    pauseEnds: 'Zugang gibt es wieder, sobald die Pause endet',
    restored: 'das Mitglied zuerst in Nexudus wiederherstellen',
    reactivated: 'das Mitglied zuerst in Nexudus wieder aktivieren',
    paid: 'zuerst müssen die Rechnungen bezahlt sein',
    contractOrPass: 'ein Vertrag oder ein Pass gibt Zugang',
    contractStarts: 'Zugang gibt es wieder, sobald ein Vertrag beginnt',
    newPass: 'Zugang gibt es wieder mit einem neuen Pass oder einem Vertrag',
    planWithWifi: 'ein Tarif mit WLAN gibt Zugang',
    planMapped: (plan) => `${plan ?? 'der Tarif'} ist keiner Gruppe zugeordnet`,
    accountMade: 'in den Einstellungen autoProvision einschalten oder ein Konto übernehmen',
    moment: 'einen Moment warten',
    retry: 'Latchkey versucht es weiter; „Retry“ versucht es sofort',
    adopted: 'das Konto mit diesem Benutzernamen übernehmen oder in IronWifi umbenennen',
    emailKnown: 'zuerst eine E-Mail-Adresse in Nexudus eintragen',
    maintenanceEnds: (system) => `der Zugang öffnet sich, sobald die Wartung von ${systems[system]} endet`,
    goLive: 'live gehen',
  },
  notes: {
    opening: 'das Konto wird gerade geöffnet',
    closing: 'das Konto wird gerade geschlossen',
    moving: (level) => `das Konto wechselt gerade zu ${level}`,
    due: (because) => `Anspruch auf Zugang besteht: ${because}`,
    writeFails: (start) => `das Konto lässt sich ${start} in IronWifi nicht ändern`,
    writeRefused: {
      conflict: 'ein anderes Konto hat diesen Benutzernamen schon',
      contested: 'das Konto wird in IronWifi immer wieder von Hand geändert',
      noEmail: 'das Mitglied hat in Nexudus keine E-Mail-Adresse',
    },
    writeWaits: 'während der Wartung von IronWifi lässt sich das Konto nicht ändern',
    noAccount: 'es gibt kein Konto, und es wird keines automatisch angelegt (autoProvision ist aus)',
    readFails: (start) => `Nexudus lässt sich ${start} nicht lesen`,
    readWaits: 'Nexudus wird während der Wartung nicht gelesen',
    outdated: (note) => `${note}, die Auskunft kann also veraltet sein`,
    letterOwed: 'die E-Mail mit den Zugangsdaten ist noch nicht unterwegs',
    held: (says) => `Nexudus sagt inzwischen: ${sentence(says)}. Darüber muss noch entschieden werden`,
    kept: (end, says) => `das bleibt${optional(end)} so, obwohl Nexudus sagt: ${sentence(says)}`,
    otherLevel: 'eine andere Zugangsstufe steht an',
    heir: (profile) => `Coworker #${profile}, dieselbe Person, übernimmt das Konto demnächst`,
  },
  facts: {
    endless: (record) => `${record} hat kein Enddatum`,
    runs: (record, end) => `${record} gilt ${end}`,
    whileCheckedIn: counts,
    checkInSince: (id, time) => `Check-in #${id} ${time}`,
    checkInEnded: (id, end) => `Check-in #${id} endete ${end}`,
    checkInClosed: (id, end) => `Check-in #${id} wurde ${end} automatisch geschlossen`,
    checkInOnly: (id) => `Check-in #${id}`,
    team: (id) => `Team #${id} teilt das mit seinen Mitgliedern`,
    profile: (id) => `Coworker #${id} ist dieselbe Person (gleiche E-Mail-Adresse)`,
    allowedBy: (operator, end) => `von Hand freigegeben durch ${operator}${end ? `, ${end}` : ''}`,
    blockedBy: (operator, end) => `von Hand gesperrt durch ${operator}${end ? `, ${end}` : ''}`,
    accountOpen: (level) => (level === null ? 'das Konto ist offen' : `das Konto ist offen, Stufe ${level}`),
    accountReady: 'das Konto ist vorbereitet, aber noch nicht freigeschaltet',
    accountClosed: 'das Konto ist geschlossen',
    accountNone: 'es gibt noch kein Konto',
    accountUnknown: 'ob die letzte Änderung am Konto angekommen ist, steht noch nicht fest',
    troubles: {
      details: (start) => `am Konto ist ${start} etwas zu klären`,
      courier: (start) => `eine E-Mail lässt sich ${start} nicht verschicken`,
      portal: (start) => `der Link lässt sich ${start} nicht in Nexudus eintragen`,
    },
    maintenance: (system) => `Wartung: ${systems[system]}`,
    notLive: 'Latchkey ist noch nicht live: Es wird noch nichts geschrieben',
    lastRead: (time) => `Nexudus zuletzt gelesen: ${time}`,
  },
  next: {
    opens: (start) => `der Zugang öffnet sich ${start}`,
    ends: (end) => `der Zugang endet ${end}`,
    readied: (time) => `das Konto wird ${time} vorbereitet`,
    level: (level, time) => `die Stufe wechselt ${time} zu ${level}`,
    stays: (time) => `der Anspruch auf Zugang endet ${time}, der Zugang bleibt`,
    readAgain: (time) => `Nexudus wird ${time} noch einmal gelesen, bevor der Zugang endet`,
    askedAgain: (time) => `die Entscheidung steht ${time} wieder an`,
    deleted: (time) => `das Konto wird ${time} gelöscht`,
  },
  past,
};

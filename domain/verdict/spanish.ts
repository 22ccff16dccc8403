import type { Moment } from './moment';
import { es as past } from './past/spanish';
import type { Naming, Phrases, System, Told } from './phrases';

const NAMES: Partial<Record<Moment['day'], string>> = { today: 'hoy', tomorrow: 'mañana', yesterday: 'ayer' };
/** "las 18:00", "la 01:00". */
const clock = ({ time }: Moment): string => `${time.startsWith('01') ? 'la' : 'las'} ${time}`;

/** "hoy", "el lunes 1 de diciembre", "el 3 de noviembre de 2025". */
function dayName({ day, weekday, dayOfMonth, month, year }: Moment): string {
  const date = `${dayOfMonth} de ${month}`;
  return (
    NAMES[day] ?? `el ${day === 'near' ? `${weekday} ${date}` : day === 'otherYear' ? `${date} de ${year}` : date}`
  );
}

const on = (moment: Moment): string => (moment.withTime ? `${dayName(moment)} a ${clock(moment)}` : dayName(moment));

const optional = (text: string | null): string => (text === null ? '' : ` ${text}`);
const granted = ({ title, checkIn }: Told): string => (checkIn ? `${title}, con check-in ${checkIn.at}` : title);
const counts = (record: string): string => `${record} solo vale con check-in`;
const butCounts = (counted: string | null): string => (counted === null ? '' : `, y ${counts(counted)}`);

const systems: Record<System, string> = { nexudus: 'Nexudus', ironwifi: 'IronWifi', mail: 'el servidor de correo' };

const named =
  (nouns: Record<'contract' | 'pass', string>): Naming =>
  (kind, plan, id) => {
    const noun = plan === null || kind === 'contract' ? [nouns[kind]] : [];
    return [...noun, plan ?? [], id === null ? [] : `#${id}`].flat().join(' ');
  };

export const es: Phrases = {
  calendar: { locale: 'es', month: 'long' },
  times: {
    on,
    at: (moment) => (moment.day === 'today' ? `a ${clock(moment)}` : on(moment)),
    until: (moment) => (moment.day === 'today' ? `hoy hasta ${clock(moment)}` : `hasta ${on(moment)}`),
    since: (moment) => (moment.day === 'today' ? `desde ${clock(moment)}` : `desde ${on(moment)}`),
  },
  heads: {
    yes: (end) => `puede conectarse${optional(end)}`,
    soon: 'podrá conectarse en un momento',
    still: 'de momento aún puede conectarse',
    no: 'no puede conectarse',
    notYet: 'aún no puede conectarse',
    would: (end) => `Latchkey aún no está en marcha, pero podría conectarse${optional(end)}`,
    wouldNot: 'Latchkey aún no está en marcha y tampoco podría conectarse',
  },
  explained: (head, why) => `${head}: ${why}`,
  notLookedAt: 'aún no se sabe nada de este miembro: no se ha leído Nexudus',
  erasure: {
    underWay: (since) => `se está borrando ${since}`,
    done: (date) => `se borró ${date}`,
    keptOff: 'el acceso sigue bloqueado hasta que un operador levante el bloqueo',
    isFree: 'una nueva membresía trae una cuenta nueva',
  },
  seeProfile: (id) => `véase el coworker #${id}: la misma persona tiene ahí la cuenta`,
  record: named({ contract: 'el contrato', pass: 'el pase' }),
  title: named({ contract: 'contrato', pass: 'pase' }),
  person: (id) => (id === null ? 'este miembro' : `el coworker #${id} (la misma persona)`),
  ofTeam: (record, team) => `${record} del equipo #${team}`,
  ofProfile: (record, profile) => `${record} del coworker #${profile} (la misma persona)`,
  because: {
    contract: granted,
    pass: granted,
    teamContract: granted,
    teamPass: granted,
    checkedIn: ({ checkIn }) => `hizo el check-in${optional(checkIn?.at ?? null)}, y aquí basta con eso`,
    allowed: () => 'acceso concedido manualmente',
    blocked: ({ until: end }) => `acceso bloqueado manualmente${optional(end)}`,
    deleted: ({ person }) => `${person} ya no figura en Nexudus`,
    archived: ({ person }) => `${person} está archivado en Nexudus`,
    suspended: ({ person }) => `${person} está suspendido en Nexudus`,
    unpaid: ({ person }) => `${person} tiene facturas sin pagar`,
    none: () => 'no hay ni contrato ni pase',
    notStarted: ({ record, on: start }) => (start ? `${record} empieza ${start}` : `${record} aún no ha empezado`),
    ended: ({ record, on: end }) => (end ? `${record} terminó ${end}` : `${record} ya no está activo`),
    paused: ({ record, until: end }) => `${record} está en pausa${optional(end)}`,
    passExpired: ({ record, on: end }) => (end ? `${record} caducó ${end}` : `${record} ha caducado`),
    passUsedUp: ({ record, on: end }) => (end ? `${record} se agotó ${end}` : `${record} está agotado`),
    checkInNeeded: ({ counted }) => `falta el check-in${butCounts(counted)}`,
    checkedOut: ({ counted, checkIn }) => `hizo el check-out${optional(checkIn?.on ?? null)}${butCounts(counted)}`,
    checkInClosed: ({ counted, checkIn }) =>
      `el check-in se cerró automáticamente${optional(checkIn?.on ?? null)}${butCounts(counted)}`,
    outsideHours: ({ record }) => `${record} no vale a esta hora`,
    noWifiPlan: ({ record }) => `${record} no incluye WiFi`,
    unmappedPlan: ({ record }) => `${record} aún no da acceso`,
    retiredPlan: ({ record }) => `${record} ya no está asignado a ningún grupo, así que todo sigue como estaba`,
    keptByPolicy: ({ open }) =>
      open ? 'el acceso no se retira automáticamente (autoDeprovision está desactivado)' : 'ya nada da acceso',
    joined: ({ profile }) =>
      `la misma persona tiene la cuenta ${profile ? `como coworker #${profile}` : 'en otro perfil'}`,
  },
  ways: {
    checkIn: 'primero hay que hacer el check-in',
    checkInAgain: 'hay que volver a hacer el check-in',
    opens: (start) => `el acceso se abre ${start}`,
    comesBack: (start) => `el acceso vuelve ${start}`,
    blockLifted: 'el acceso vuelve cuando se levante el bloqueo',
    pauseEnds: 'el acceso vuelve cuando termine la pausa',
    restored: 'primero hay que recuperar al miembro en Nexudus',
    reactivated: 'primero hay que reactivar al miembro en Nexudus',
    paid: 'primero hay que pagar las facturas',
    contractOrPass: 'un contrato o un pase dan acceso',
    contractStarts: 'el acceso vuelve cuando empiece un contrato',
    newPass: 'el acceso vuelve con un pase nuevo o con un contrato',
    planWithWifi: 'un plan con WiFi da acceso',
    planMapped: (plan) => `${plan ?? 'el plan'} no está asignado a ningún grupo`,
    accountMade: 'activa autoProvision en los ajustes o adopta una cuenta',
    moment: 'espera un momento',
    retry: 'Latchkey lo sigue intentando; «Retry» lo intenta al instante',
    adopted: 'hay que adoptar la cuenta que tiene este usuario o cambiarle el nombre en IronWifi',
    emailKnown: 'primero hay que indicar un correo electrónico en Nexudus',
    maintenanceEnds: (system) => `el acceso se abre cuando termine el mantenimiento de ${systems[system]}`,
    goLive: 'poner Latchkey en marcha',
  },
  notes: {
    opening: 'la cuenta se está abriendo',
    closing: 'la cuenta se está cerrando',
    moving: (level) => `la cuenta está pasando a ${level}`,
    due: (because) => `tiene derecho al acceso: ${because}`,
    writeFails: (start) => `no se puede cambiar la cuenta en IronWifi ${start}`,
    writeRefused: {
      conflict: 'otra cuenta ya tiene este nombre de usuario',
      contested: 'alguien cambia la cuenta a mano en IronWifi una y otra vez',
      noEmail: 'este miembro no tiene correo electrónico en Nexudus',
    },
    writeWaits: 'la cuenta no se puede cambiar durante el mantenimiento de IronWifi',
    noAccount: 'no hay cuenta, y no se crea automáticamente (autoProvision está desactivado)',
    readFails: (start) => `no se puede leer Nexudus ${start}`,
    readWaits: 'Nexudus no se lee durante el mantenimiento',
    outdated: (note) => `${note}, así que esto puede no estar al día`,
    letterOwed: 'el correo con los datos de acceso aún no ha salido',
    held: (says) => `Nexudus dice ahora: ${says}. Está pendiente de decisión`,
    kept: (end, says) => `se mantiene así${optional(end)}, aunque Nexudus dice: ${says}`,
    otherLevel: 'corresponde otro nivel de acceso',
    heir: (profile) => `el coworker #${profile}, la misma persona, está a punto de heredar la cuenta`,
  },
  facts: {
    endless: (record) => `${record} no tiene fecha de fin`,
    runs: (record, end) => `${record} vale ${end}`,
    whileCheckedIn: counts,
    checkInSince: (id, time) => `check-in #${id} ${time}`,
    checkInEnded: (id, end) => `el check-in #${id} terminó ${end}`,
    checkInClosed: (id, end) => `el check-in #${id} se cerró automáticamente ${end}`,
    checkInOnly: (id) => `check-in #${id}`,
    team: (id) => `el equipo #${id} lo comparte con sus miembros`,
    profile: (id) => `el coworker #${id} es la misma persona (mismo correo)`,
    allowedBy: (operator, end) => `acceso concedido manualmente por ${operator}${optional(end)}`,
    blockedBy: (operator, end) => `acceso bloqueado manualmente por ${operator}${optional(end)}`,
    accountOpen: (level) => (level === null ? 'la cuenta está abierta' : `la cuenta está abierta, nivel ${level}`),
    accountReady: 'la cuenta está preparada, pero aún cerrada',
    accountClosed: 'la cuenta está cerrada',
    accountNone: 'aún no hay cuenta',
    accountUnknown: 'aún no se sabe si llegó el último cambio de la cuenta',
    troubles: {
      details: (start) => `hay algo pendiente en la cuenta ${start}`,
      courier: (start) => `no se puede enviar un correo ${start}`,
      portal: (start) => `no se puede escribir el enlace en Nexudus ${start}`,
    },
    maintenance: (system) => `en mantenimiento: ${systems[system]}`,
    notLive: 'Latchkey aún no está en marcha: todavía no se escribe nada',
    lastRead: (time) => `última lectura de Nexudus: ${time}`,
  },
  next: {
    opens: (start) => `el acceso se abre ${start}`,
    ends: (end) => `el acceso termina ${end}`,
    readied: (time) => `la cuenta se prepara ${time}`,
    level: (level, time) => `el nivel cambia a ${level} ${time}`,
    stays: (time) => `el derecho al acceso termina ${time}, pero el acceso sigue`,
    readAgain: (time) => `Nexudus se lee otra vez ${time}, antes de que termine el acceso`,
    askedAgain: (time) => `la decisión se plantea de nuevo ${time}`,
    deleted: (time) => `la cuenta se borra ${time}`,
  },
  past,
};

import type { Newcomer } from '../play/people';
import type { NexudusPlay } from '../play/play';

/** A moment some days from now. */
export type DaysFrom = (days: number) => number;

interface Scene {
  play: NexudusPlay;
  days: DaysFrom;
}

interface SeedPerson extends Omit<Newcomer, 'start' | 'hooks' | 'systemId'> {
  slug: string;
  /** Days from now; 90 days ago unless given. */
  start?: number;
  /** What has happened to this person since joining. */
  then?: (id: string, scene: Scene) => void;
}

const mail = (name: string) => `${name}@members.example`;

/** About forty people, at least one in every state the product has to tell apart. All of them are invented. */
export const people: readonly SeedPerson[] = [
  // Plain members, one after another on every plan.
  { slug: 'ada', fullName: 'Ada Winters', email: mail('ada.winters'), plan: 'Hot Desk', mobile: '+44 20 7946 0101' },
  { slug: 'ben', fullName: 'Ben Okafor', email: mail('ben.okafor'), plan: 'Hot Desk' },
  { slug: 'carla', fullName: 'Carla Mendes', email: mail('carla.mendes'), plan: 'Dedicated Desk' },
  { slug: 'dmitri', fullName: 'Dmitri Volkov', email: mail('dmitri.volkov'), plan: 'Dedicated Desk' },
  { slug: 'elena', fullName: 'Elena Rossi', email: mail('elena.rossi'), plan: 'Private Office' },
  { slug: 'farid', fullName: 'Farid Haddad', email: mail('farid.haddad'), plan: 'Private Office' },
  { slug: 'greta', fullName: 'Greta Lindqvist', email: mail('greta.lindqvist'), plan: 'Virtual Office' },
  { slug: 'hugo', fullName: 'Hugo Marchand', email: mail('hugo.marchand'), plan: 'Night Owl' },
  // Names that are not ASCII.
  { slug: 'zoe', fullName: 'Zoë Müller 😀', email: mail('zoe.muller'), plan: 'Hot Desk' },
  { slug: 'nguyen', fullName: 'Nguyễn Thị Hương', email: mail('huong.nguyen'), plan: 'Dedicated Desk' },
  { slug: 'sato', fullName: '佐藤 花子', email: mail('hanako.sato'), plan: 'Hot Desk' },
  // Memberships that begin or end at some other time.
  { slug: 'isla', fullName: 'Isla Campbell', email: mail('isla.campbell'), plan: 'Hot Desk', start: 5 },
  {
    slug: 'jonas',
    fullName: 'Jonas Weber',
    email: mail('jonas.weber'),
    plan: 'Dedicated Desk',
    then: (id, { play, days }) => play.cancel(id, { at: days(10) }),
  },
  {
    slug: 'kofi',
    fullName: 'Kofi Mensah',
    email: mail('kofi.mensah'),
    plan: 'Hot Desk',
    then: (id, { play, days }) => play.cancel(id, { at: days(-20) }),
  },
  {
    slug: 'lucia',
    fullName: 'Lucía Fernández',
    email: mail('lucia.fernandez'),
    plan: 'Hot Desk',
    then: (id, { play, days }) => {
      play.cancel(id, { at: days(3) });
      play.addContract(id, 'Dedicated Desk', { start: days(3) });
    },
  },
  {
    slug: 'marek',
    fullName: 'Marek Nowak',
    email: mail('marek.nowak'),
    plan: 'Hot Desk',
    then: (id, { play, days }) => play.changePlan(id, 'Private Office', { at: days(7) }),
  },
  {
    slug: 'nadia',
    fullName: 'Nadia Karimi',
    email: mail('nadia.karimi'),
    plan: 'Hot Desk',
    then: (id, { play }) => void play.addContract(id, 'Virtual Office'),
  },
  {
    slug: 'oscar',
    fullName: 'Oscar Lund',
    email: mail('oscar.lund'),
    plan: 'Virtual Office',
    then: (id, { play, days }) => void play.addContract(id, 'Private Office', { start: days(-30) }),
  },
  // Pauses.
  {
    slug: 'priya',
    fullName: 'Priya Raman',
    email: mail('priya.raman'),
    plan: 'Hot Desk',
    then: (id, { play, days }) => play.pause(id, { from: days(-5), until: days(25) }),
  },
  {
    slug: 'quentin',
    fullName: 'Quentin Dubois',
    email: mail('quentin.dubois'),
    plan: 'Dedicated Desk',
    then: (id, { play, days }) => play.pause(id, { from: days(14), until: days(44) }),
  },
  // States of the person rather than of the contract.
  {
    slug: 'rosa',
    fullName: 'Rosa Jiménez',
    email: mail('rosa.jimenez'),
    plan: 'Hot Desk',
    then: (id, { play }) => play.suspend(id),
  },
  {
    slug: 'stefan',
    fullName: 'Stefan Ilić',
    email: mail('stefan.ilic'),
    plan: 'Dedicated Desk',
    then: (id, { play }) => play.archive(id),
  },
  {
    slug: 'tara',
    fullName: 'Tara O’Neill',
    email: mail('tara.oneill'),
    plan: 'Hot Desk',
    then: (id, { play }) => play.setUnpaid(id, true),
  },
  // Passes.
  {
    slug: 'uma',
    fullName: 'Uma Patel',
    email: mail('uma.patel'),
    then: (id, { play, days }) => void play.buyPass(id, { pass: 'Day Pass', expires: days(30) }),
  },
  {
    slug: 'victor',
    fullName: 'Victor Almeida',
    email: mail('victor.almeida'),
    then: (id, { play, days }) => {
      play.buyPass(id, { pass: 'Day Pass', expires: days(30) });
      play.checkIn(id);
    },
  },
  {
    slug: 'wanda',
    fullName: 'Wanda Kowalczyk',
    email: mail('wanda.kowalczyk'),
    then: (id, { play, days }) => void play.buyPass(id, { pass: 'Day Pass', expires: days(-2) }),
  },
  {
    slug: 'xavier',
    fullName: 'Xavier Bernard',
    email: mail('xavier.bernard'),
    then: (id, { play }) => void play.buyPass(id, { pass: '10 Hour Pass' }),
  },
  {
    slug: 'yusuf',
    fullName: 'Yusuf Demir',
    email: mail('yusuf.demir'),
    then: (id, { play }) => {
      play.buyPass(id, { pass: '10 Hour Pass' });
      play.checkIn(id);
    },
  },
  // In the building now.
  {
    slug: 'ingrid',
    fullName: 'Ingrid Solberg',
    email: mail('ingrid.solberg'),
    plan: 'Hot Desk',
    then: (id, { play }) => void play.checkIn(id),
  },
  {
    slug: 'pavel',
    fullName: 'Pavel Novák',
    email: mail('pavel.novak'),
    plan: 'Private Office',
    then: (id, { play }) => void play.checkIn(id, { source: 2 }),
  },
  // Companies: one pays, the others have nothing of their own.
  { slug: 'copper-finch', fullName: 'Margaret Finch', email: mail('margaret.finch'), plan: 'Private Office' },
  { slug: 'ines', fullName: 'Inês Carvalho', email: mail('ines.carvalho') },
  { slug: 'tomasz', fullName: 'Tomasz Zieliński', email: mail('tomasz.zielinski') },
  { slug: 'aiko', fullName: 'Aiko Tanaka', email: mail('aiko.tanaka') },
  {
    slug: 'lantern',
    fullName: 'Leo Hartmann',
    email: mail('leo.hartmann'),
    then: (id, { play }) => void play.buyPass(id, { pass: '10 Hour Pass' }),
  },
  { slug: 'bea', fullName: 'Bea Thornton', email: mail('bea.thornton') },
  // Awkward records.
  { slug: 'no-email', fullName: 'Walter Reed', email: null, plan: 'Hot Desk' },
  { slug: 'shared-1', fullName: 'Sofia Marino', email: mail('studio.marino'), plan: 'Hot Desk' },
  { slug: 'shared-2', fullName: 'Studio Marino', email: mail('studio.marino'), plan: 'Dedicated Desk' },
  {
    slug: 'fields',
    fullName: 'Theo Janssen',
    email: mail('theo.janssen'),
    plan: 'Hot Desk',
    customFields: { wifi_username: 'theo-j', '1414370977': 'No badge yet' },
  },
  { slug: 'contact', fullName: 'Vera Holm', email: mail('vera.holm') },
  // The second location.
  { slug: 'harbour-1', fullName: 'Wesley Brooks', email: mail('wesley.brooks'), plan: 'Hot Desk', businessId: 1002 },
  {
    slug: 'harbour-2',
    fullName: 'Maya Jackson',
    email: mail('maya.jackson'),
    plan: 'Private Office',
    businessId: 1002,
  },
];

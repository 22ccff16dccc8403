/**
 * Everything that can happen to a member, by topic. A field's kind says how it is filled in: `plan`, `pass`,
 * `location`, `team`, `moment`, `text`, `email`, or a list of values.
 */
export const scenes = [
  {
    topic: 'In the building',
    scenes: [
      { verb: 'checkIn', label: 'Check in', fields: [{ name: 'businessId', kind: 'location', title: 'at' }] },
      { verb: 'checkOut', label: 'Check out' },
    ],
  },
  {
    topic: 'Membership',
    scenes: [
      { verb: 'addContract', label: 'Add a contract', fields: [plan(), moment('start', 'from (empty: now)')] },
      {
        verb: 'changePlan',
        label: 'Change plan',
        fields: [plan(), moment('at', 'on (empty: now)'), { name: 'shape', title: 'how', kind: ['update', 'replace'] }],
      },
      { verb: 'cancel', label: 'Cancel', fields: [moment('at', 'on (empty: now)')] },
      {
        verb: 'pause',
        label: 'Pause',
        fields: [moment('from', 'from', 0), moment('until', 'until', 30)],
      },
      { verb: 'resume', label: 'Resume' },
      {
        verb: 'buyPass',
        label: 'Sell a pass',
        fields: [{ name: 'pass', kind: 'pass', title: 'pass' }, moment('expires', 'until (empty: for ever)')],
      },
    ],
  },
  {
    topic: 'Record',
    scenes: [
      { verb: 'changeEmail', label: 'Change e-mail', fields: [{ name: 'email', kind: 'email', title: 'new e-mail' }] },
      { verb: 'changeName', label: 'Rename', fields: [{ name: 'fullName', kind: 'text', title: 'new name' }] },
      {
        verb: 'setCustomField',
        label: 'Set custom field',
        fields: [
          { name: 'name', kind: 'text', title: 'name' },
          { name: 'value', kind: 'text', title: 'value' },
        ],
      },
      { verb: 'addToTeam', label: 'Add to team', fields: [{ name: 'teamId', kind: 'team', title: 'team' }] },
      { verb: 'removeFromTeam', label: 'Remove from team', fields: [{ name: 'teamId', kind: 'team', title: 'team' }] },
      { verb: 'setUnpaid', label: 'Invoice falls due', fixed: { unpaid: true } },
      { verb: 'setUnpaid', label: 'Invoice paid', fixed: { unpaid: false } },
    ],
  },
  {
    topic: 'Standing',
    scenes: [
      { verb: 'suspend', label: 'Suspend' },
      { verb: 'activate', label: 'Activate' },
      { verb: 'archive', label: 'Archive' },
      { verb: 'restore', label: 'Restore' },
      { verb: 'remove', label: 'Delete for good', danger: true },
    ],
  },
];

export const newMember = {
  verb: 'join',
  label: 'Let them join',
  fields: [
    { name: 'fullName', kind: 'text', title: 'name', required: true },
    { name: 'email', kind: 'email', title: 'e-mail' },
    { ...plan(), empty: 'none, just a contact' },
    { name: 'businessId', kind: 'location', title: 'location' },
    moment('start', 'from (empty: now)'),
  ],
};

export const newTeam = {
  verb: 'createTeam',
  label: 'Make a team',
  fields: [
    { name: 'name', kind: 'text', title: 'name', required: true },
    { name: 'vlan', kind: 'text', title: 'VLAN' },
  ],
};

function plan() {
  return { name: 'plan', kind: 'plan', title: 'plan' };
}

/** A date and time; `days` from now fills it in, otherwise empty means now or never. */
function moment(name, title, days) {
  return { name, title, kind: 'moment', days };
}

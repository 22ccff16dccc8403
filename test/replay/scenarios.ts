/**
 * Recorded histories, by name: `histories/<name>.json`. Each protects workflows that are open in the same situation while
 * the code changes; replaying it proves that today's code still makes the commands that were made then.
 *
 * `continued` ones begin with the state that an earlier run handed over, in the shape of version 1.
 */
export const scenarios: Record<string, string> = {
  'member.join-cancel-return':
    'a welcome, an end that is known ahead and served, a return that enables the same account',
  'member.join-while-a-sync-runs': 'signals of hooks and of a sync that share looks, before and after the create',
  'member.join-then-suspended': 'a removal that the source states: asked of the guard and made without a second look',
  'member.burst-of-hooks': 'many hooks within seconds that share two looks',
  'member.prepared-then-checked-in': 'an account that is made disabled, and a look at check-ins alone that enables it',
  'member.plan-changed-twice': 'moves between levels with their letters, and a run that grew long and continued as new',
  'member.end-served-on-time': 'a timer for a step of the entitlement, and the look that follows it',
  'member.cancelled-cleared-by-sync':
    'a removal that waits for its second look while a sync has it cleared by the guard',
  'member.vanished-waits-for-second-look': 'an entitlement that vanished, let pass by the guard, not confirmed yet',
  'member.second-look-far-ahead': 'a timer that is longer than JavaScript’s own and is set in pieces',
  'member.held-by-the-guard': 'a removal that the guard vetoed',
  'member.create-whose-worker-died': 'a create without a reply whose account is found, and gets what it lacks',
  'member.create-that-was-lost': 'a create without a reply whose account is nowhere, and is made then',
  'member.create-outcome-unknown': 'a create without a reply that cannot be looked into either',
  'member.conflict-adopted':
    'a user name that an account of somebody else has, and an operator who gives it to the member',
  'member.without-an-address': 'a create that fails where only a person can help, and its pause of a day',
  'member.letter-refused': 'a letter that the mail server refuses, and its pause of a day',
  'member.manual-change-undone': 'an account that somebody disabled by hand, seen by a sync and enabled again',
  'member.renamed-and-retried': 'another e-mail address, and an operator who does not wait for the pause',
  'member.portal-written-and-cleared': 'the link in the Nexudus profile, while access lasts',
  'member.link-renewed-the-old-way':
    'a new link that was asked for with a dead one, replaced the live one at once, and went to the Nexudus profile',
  'member.page-opened-often': 'updates of the member’s page until the run continued as new',
  'member.continued-end-served': 'a run that begins with state of version 1, whose timer is set again',
  'member.continued-move-cleared-by-sync': 'a run that begins with state of version 1: a move, a sync, a long history',
  'member.continued-blocked-and-rotated':
    'a run that begins with state of version 1: override, its lifting, a new password',
  'member.erased-in-an-outage':
    'an operator who has the member erased, while the account can be neither disabled nor deleted',
  'member.erasure-goes-on': 'the run that deletes the account when the directory is back, and ends as a tombstone',
  'member.tombstone-and-return': 'a look of which nothing is kept, and one that finds a membership: a new account',
  'connector.first-settings': 'settings that are saved, the sync that follows, and members who ask the guard',
  'connector.settings-saved-often': 'updates of the settings until the run continued as new',
  'connector.import-paused-and-live': 'a preview, an import that is paused, going live',
  'connector.hold-decided': 'a hold that is mailed to the operator, approved in part and rejected',
  'connector.hold-and-quarantine-mailed': 'letters to the operator, one after the other, and the timer of a hold',
  'connector.continued-vanishing-wave':
    'a run that begins with state of version 1: members who vanish together are held',
  'connector.continued-quarantine': 'a run that begins with state of version 1: a slower Schedule while a system fails',
  'roster-sync.dry-run': 'a sync from its activity to the signal that reports it',
};

/** What can be wrong with encryption, keys and erasures, as in `faultTexts`. */
export const VAULT_SENTENCES = {
  'sealed.needsPassphrase': '{{file}} is encrypted.',
  'sealed.wrongPassphrase': 'The passphrase does not open {{file}}.',
  'sealed.wrongFormer': 'The present passphrase is another one.',
  'sealed.damaged': '{{file}} is encrypted, and is cut short or was altered.',
  'key.sealed': 'The key that signs is protected by a passphrase.',
  'key.wrongPassphrase': 'The passphrase does not open the key.',
  'key.noKeyring': 'This system has no keyring that the application can use.',
  'key.keyringClosed': 'The keyring of the system is locked, or no longer has what opens the key.',
  'key.onlyWindow': 'The keyring of the system keeps the key that signs, and only the window can open it.',
  'passphrase.wait': 'After several wrong passphrases the next is looked at in {{seconds}} s.',
  'lock.closed': 'The window is locked.',
  'lock.noKey': 'The window is unlocked by the passphrase of the key that signs, and that key has none.',
  'key.cannotSeal': 'Here the key lives as long as the page, so there is nothing to protect.',
  'sealed.cannot': 'Encrypted workspaces can only be used by the installed application and the command line.',
  'sealed.isPlain': 'The workspace that is open is not encrypted.',
  'erasure.noKey': 'The customers have no key column, so nobody can say which rows are whose.',
  'erasure.last': 'This is the only customer of the workspace.',
  'erasure.tellingReason': 'The reason names the customer, and the audit cannot be changed later.',
} as const;

export const VAULT_HINTS = {
  'hint.nameKeyColumn': 'Name the key column of the customers under Data.',
  'hint.deleteWorkspace': 'Close the workspace and delete its file instead.',
  'hint.reasonWithoutName': 'Give the reason without the key, a name or a number of the customer.',
  'hint.givePassphrase': 'Give its passphrase.',
  'hint.passphraseAgain': 'Type it again; mind capital letters and the input method.',
  'hint.passphraseOrHead':
    'Type it again; if it is the right one, the head of the file is damaged and none of it can be read: restore it from a backup.',
  'hint.waitThenType': 'Wait as long, then type it again.',
  'hint.unlockWindow': 'Unlock it with the passphrase of the key that signs.',
  'hint.protectKey': 'Protect the key by a passphrase under Exports, Policy and keys.',
  'hint.unlockKey': 'Give its passphrase; on the command line as HUAXIANG_KEY_PASSPHRASE.',
  'hint.passphraseInstead': 'Protect the key by a passphrase instead.',
  'hint.openKeyring':
    'Unlock the keyring, then start the application again. Where it was lost, so was the key: move the file identity.pem out of the profile, which makes a new one, and have its public half listed.',
  'hint.signInWindow': 'Sign in the window, or move the key back into its file there, under Exports, Policy and keys.',
  'hint.otherCopy': 'Open another copy or a backup of it.',
  'hint.sealBySaving': 'Save it under another name with a passphrase.',
} as const;

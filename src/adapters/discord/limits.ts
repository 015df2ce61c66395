/** What Discord takes, in one table. Characters are counted in UTF-16 units, which is never less strict than Discord. */
export const limits = {
  /** Components of one message, nested ones included, and the characters of all its text displays together. */
  messageComponents: 40,
  messageText: 4000,
  pictureDescription: 1024,
  rowButtons: 5,
  buttonLabel: 80,
  customId: 100,
  selectOptions: 25,
  checkboxes: 10,
  selectText: 100,
  placeholder: 150,
  modalTitle: 45,
  modalFields: 5,
  fieldLabel: 45,
  fieldDescription: 100,
  fieldText: 4000,
  completions: 25,
  completion: 100,
  commandName: 32,
  /** https://discord.com/developers/docs/interactions/application-commands: so many for messages. */
  messageCommands: 5,
  commandDescription: 100,
  commandTotal: 8000,
  subcommands: 25,
  commandOptions: 25,
  choices: 25,
  choice: 100,
  optionText: 6000,
  eventName: 100,
  eventDescription: 1000,
  eventLocation: 100,
  nonce: 25,
  historyPage: 100,
} as const;

/** How long something may take. Discord itself waits three seconds for a first answer. */
export const patience = {
  /** Answers that are ready this soon appear at once; for later ones Discord shows "is thinking". */
  directAnswerMs: 1200,
  /** A form cannot be announced beforehand: it opens within the three seconds or not at all. */
  formMs: 2300,
  completionMs: 2500,
} as const;

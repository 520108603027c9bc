/** The only door of the room: what rendered Markdown gets from us, in the preview and in notebooks. */
export * from './markdownItPlugin';
export type * from './messages';

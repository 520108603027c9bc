export * from './around';
export * from './order';

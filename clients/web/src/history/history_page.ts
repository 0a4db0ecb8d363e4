// The page of history, with how it looks: fetched when it is first opened.

import '../look/people.css';
import '../look/history.css';

export { default } from './History.svelte';

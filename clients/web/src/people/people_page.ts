// The page of people, with how it looks: fetched when it is first opened.

import '../look/people.css';

export { default } from './People.svelte';

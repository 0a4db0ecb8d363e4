import { mount } from 'svelte';
import './look/font.css';
import './look/tokens.css';
import './look/base.css';
import './look/keys.css';
import './look/bars.css';
import './look/strip.css';
import './look/strip-page.css';
import './look/dynamics.css';
import './look/setup.css';
import './look/room.css';
import './look/rack.css';
import './look/matrix.css';
import './look/sheets.css';
import { desk } from './desk/here';
import App from './pages/App.svelte';

desk.link.start();
mount(App, { target: document.getElementById('app')! });

import 'antd/dist/reset.css';
import './ui/styles/base.css';
import './ui/styles/parts.css';
import { startApplication } from './app/startApplication';

void startApplication();

import { androidObstacles } from './android';
import { chromeosObstacles } from './chromeos';
import { networkmanagerObstacles } from './networkmanager';
import { passpointObstacles } from './passpoint';
import {
  commonObstacles,
  type Obstacle,
  type Obstacles,
  obstacles,
  type ProfileFormat,
  type ProfileInput,
} from './profile';
import { windowsObstacles } from './windows';
import { wpaSupplicantObstacles } from './wpa-supplicant';

const ofFormat: Record<ProfileFormat, Obstacles> = {
  apple: {},
  windows: windowsObstacles,
  android: androidObstacles,
  passpoint: passpointObstacles,
  chromeos: chromeosObstacles,
  networkmanager: networkmanagerObstacles,
  wpa_supplicant: wpaSupplicantObstacles,
};

/** Why there is no profile of a format for a member, in the order of `obstacles`; empty where there is one. */
export function obstaclesOf(format: ProfileFormat, input: ProfileInput): Obstacle[] {
  const common = among(commonObstacles, input);
  return common.length > 0 ? common : among(ofFormat[format], input);
}

const among = (rules: Obstacles, input: ProfileInput): Obstacle[] =>
  obstacles.filter((obstacle) => rules[obstacle]?.(input) ?? false);

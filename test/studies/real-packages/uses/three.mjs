import {
  AnimationClip,
  AnimationMixer,
  Box3,
  BoxGeometry,
  Group,
  MathUtils,
  Mesh,
  MeshBasicMaterial,
  NumberKeyframeTrack,
  PerspectiveCamera,
  Quaternion,
  Raycaster,
  Scene,
  TorusKnotGeometry,
  Vector2,
  Vector3,
} from 'three';

// A scene graph without a renderer: transforms, animation, picking, bounds and serialization.
MathUtils.generateUUID = () => 'uuid';
const scene = new Scene();
const group = new Group();
const knot = new Mesh(new TorusKnotGeometry(1, 0.3, 32, 6), new MeshBasicMaterial({ color: 0x336699 }));
const box = new Mesh(new BoxGeometry(1, 2, 3), new MeshBasicMaterial());
group.add(knot, box);
scene.add(group);
group.rotation.set(0.1, 0.2, 0.3);
box.position.set(0, 0, -4);
const mixer = new AnimationMixer(box);
mixer.clipAction(new AnimationClip('move', 2, [new NumberKeyframeTrack('.position[x]', [0, 2], [0, 1])])).play();
mixer.update(0.5);
scene.updateMatrixWorld(true);
const camera = new PerspectiveCamera(60, 1.5, 0.1, 100);
camera.position.z = 10;
camera.updateMatrixWorld();
const raycaster = new Raycaster();
raycaster.setFromCamera(new Vector2(0.05, 0.02), camera);
const hits = raycaster
  .intersectObject(scene, true)
  .map(({ distance, faceIndex, point }) => [distance, faceIndex, point]);
const bounds = new Box3().setFromObject(scene);
const turned = new Vector3(1, 2, 3).applyQuaternion(new Quaternion().setFromEuler(group.rotation));
const { object } = scene.toJSON();
export const result = {
  hits,
  bounds,
  turned,
  matrix: box.matrixWorld.elements,
  kinds: object.children[0].children.map(({ type }) => type),
};

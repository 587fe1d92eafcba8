"""The other side of `npm run check:geometry`: meshes and points for it, and trimesh's word on them."""

import json
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import numpy as np
import trimesh

COUNT = 100_000
CHUNK = 5_000


def bumpy_torus() -> trimesh.Trimesh:
    """100,000 triangles: a ring whose tube is thicker and thinner, along it and around it."""
    around, across = 250, 200
    u, v = np.meshgrid(np.arange(around) * 2 * np.pi / around, np.arange(across) * 2 * np.pi / across, indexing="ij")
    tube = 0.4 + 0.06 * np.sin(7 * u) * np.cos(5 * v)
    out = 1 + tube * np.cos(v)
    vertices = np.stack([out * np.cos(u), out * np.sin(u), tube * np.sin(v)], axis=-1).reshape(-1, 3)
    i, j = np.meshgrid(np.arange(around), np.arange(across), indexing="ij")
    corner = lambda a, b: ((i + a) % around * across + (j + b) % across).ravel()
    first = np.stack([corner(0, 0), corner(1, 0), corner(1, 1)], axis=-1)
    second = np.stack([corner(0, 0), corner(1, 1), corner(0, 1)], axis=-1)
    # The coordinates that a binary STL file can hold.
    return trimesh.Trimesh(vertices.astype(np.float32), np.concatenate([first, second]), process=False)


def make(folder: Path) -> None:
    mesh = bumpy_torus()
    mesh.export(folder / "whole.stl")
    trimesh.Trimesh(mesh.vertices, mesh.faces[1:], process=False).export(folder / "leaky.stl")
    random = np.random.default_rng(0)
    low, high = mesh.bounds
    anywhere = random.uniform(low - 0.05, high + 0.05, (COUNT // 2, 3))
    on, faces = trimesh.sample.sample_surface(mesh, COUNT - COUNT // 2, seed=1)
    distances = 10 ** random.uniform(-7, -1, len(on)) * random.choice([-1, 1], len(on))
    near = on + distances[:, None] * mesh.face_normals[faces]
    np.concatenate([anywhere, near]).tofile(folder / "points.f64")


def judged(folder: Path, start: int) -> tuple[int, int, float]:
    """Of one chunk of points: how many lie in the band, how many are told wrong, and the largest difference of distances."""
    part = slice(start, start + CHUNK)
    mesh = trimesh.load_mesh(folder / "whole.stl")
    points = np.fromfile(folder / "points.f64").reshape(-1, 3)[part]
    ours = np.fromfile(folder / "distances.f64")[part]
    _, distance, _ = trimesh.proximity.closest_point(mesh, points)
    inside = trimesh.ray.ray_triangle.RayMeshIntersector(mesh).contains_points(points)
    clear = distance > 1e-6
    # Squared distances count as equal to trimesh from 1e-8 on, so it may miss the nearest point by a little: ours is one
    # of the surface too, and must not be farther.
    farthest = float((np.abs(ours) - distance).max())
    return int((~clear).sum()), int((inside[clear] != (ours[clear] < 0)).sum()), farthest


def judge(folder: Path) -> None:
    mesh = trimesh.load_mesh(folder / "whole.stl")
    count = len(np.fromfile(folder / "points.f64")) // 3
    band, wrong, farthest, done = 0, 0, 0.0, 0
    with ProcessPoolExecutor() as processes:
        chunks = [processes.submit(judged, folder, start) for start in range(0, count, CHUNK)]
        for chunk in as_completed(chunks):
            in_band, told_wrong, farther = chunk.result()
            band, wrong, farthest, done = band + in_band, wrong + told_wrong, max(farthest, farther), done + 1
            print(f"{min(done * CHUNK, count)} of {count} points", file=sys.stderr, flush=True)
    print(
        json.dumps(
            {
                "trimesh": trimesh.__version__,
                "triangles": len(mesh.faces),
                "watertight": bool(mesh.is_watertight),
                "points": count,
                "band": band,
                "wrong": wrong,
                "difference": farthest,
            }
        )
    )


if __name__ == "__main__":
    {"make": make, "judge": judge}[sys.argv[1]](Path(sys.argv[2]))

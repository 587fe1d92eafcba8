"""Writes the files that the tests of import read, with the libraries that people write such files with: SciPy, netCDF4,
h5py and VTK. Needs what scripts/exports/requirements.txt lists. u = 10 x + t + 100 y, of 3, 2 and 4 places."""

import h5py
import netCDF4
import numpy as np
import scipy.io
import vtk
from vtk.util.numpy_support import numpy_to_vtk

x, t, y = np.array([0.0, 0.5, 2.0]), np.array([0.25, 1.0]), np.array([1.0, 2.0, 3.0, 4.0])
plane = 10 * x[:, None] + t
box = 100 * y[:, None, None] + 10 * x[:, None] + t

scipy.io.savemat("plain.mat", {"x": x[:, None], "t": t, "usol": plane, "text": "not numbers"})
scipy.io.savemat(
    "packed.mat",
    {"x": x, "t": t.astype("f4"), "h": plane + 2j * plane, "whole": np.arange(6, dtype="u1").reshape(3, 2)},
    do_compression=True,
)
# Places and times as the wake of a cylinder is often given: N places with two coordinates, T times, N x 2 x T values.
places = np.array([[0.0, 1.0], [0.5, 1.5], [2.0, -1.0]])
values = np.stack([places.sum(1)[:, None] * t, places[:, :1] - t], axis=1)
scipy.io.savemat("wake.mat", {"U_star": values, "t": t[:, None], "X_star": places})

with h5py.File("new.mat", "w", userblock_size=512) as file:
    for name, values in {"x": x[None], "t": t[None], "u": plane.T}.items():
        file[name] = values
        file[name].attrs["MATLAB_class"] = np.bytes_("double")
with open("new.mat", "r+b") as file:
    file.write(b"MATLAB 7.3 MAT-file".ljust(124) + b"\x00\x02IM")

for name, kind in {"classic.nc": "NETCDF3_CLASSIC", "wide.nc": "NETCDF3_64BIT_DATA", "four.nc": "NETCDF4"}.items():
    with netCDF4.Dataset(name, "w", format=kind) as file:
        file.createDimension("time", None if name != "wide.nc" else t.size)
        for axis, places in {"lat": y, "lon": x}.items():
            file.createDimension(axis, places.size)
            file.createVariable(axis, "f8", (axis,))[:] = places
            file[axis].units = "m"
        file.createVariable("time", "f4", ("time",))[:] = t
        file["time"].units = "seconds since 2000-01-01"
        packed = file.createVariable("u", "i4", ("time", "lat", "lon"), fill_value=-1)
        packed.scale_factor, packed.add_offset, packed.units = 0.25, 100.0, "m s-1"
        packed[:] = np.moveaxis(box, 2, 0)
        file.createVariable("odd", "i2", ("time", "lon"))[:] = (4 * plane.T).astype(int)
        file["odd"][1, 1] = -7

with h5py.File("groups.h5", "w") as file:
    file["axes/x"], file["axes/t"] = x, t.astype(">f4")
    file.create_dataset("flow/u", data=plane, chunks=(2, 2), compression="gzip", shuffle=True)
    file["flow/u"].attrs["units"] = "m/s"
    file["count"], file["name"] = np.int64(7), "not numbers"
    file["elsewhere"] = h5py.ExternalLink("classic.nc", "/u")
    file["flow/again"] = h5py.SoftLink("/")

image = vtk.vtkImageData()
image.SetDimensions(x.size, y.size, 1)
image.SetOrigin(-1, 2, 0)
image.SetSpacing(0.5, 0.25, 1)
points = np.array([image.GetPoint(k) for k in range(image.GetNumberOfPoints())])
for name, values in {"p": points[:, 0] + 10 * points[:, 1], "V": np.stack([points[:, 0], points[:, 1], 0 * points[:, 0]], 1).astype("f4")}.items():
    array = numpy_to_vtk(np.ascontiguousarray(values), deep=True)
    array.SetName(name)
    image.GetPointData().AddArray(array)
cells = numpy_to_vtk(np.arange(image.GetNumberOfCells(), dtype="i4"), deep=True)
cells.SetName("cell")
image.GetCellData().AddArray(cells)
time = numpy_to_vtk(np.array([0.75]), deep=True)
time.SetName("TimeValue")
image.GetFieldData().AddArray(time)
for name, mode, compressor, header, encode in [
    ("text.vti", "Ascii", "NONE", 32, False),
    ("inline.vti", "Binary", "NONE", 64, False),
    ("zlib.vti", "Binary", "ZLIB", 32, False),
    ("raw.vti", "Appended", "ZLIB", 64, False),
    ("appended.vti", "Appended", "NONE", 32, True),
]:
    writer = vtk.vtkXMLImageDataWriter()
    writer.SetFileName(name)
    getattr(writer, f"SetDataModeTo{mode}")()
    getattr(writer, f"SetCompressorTypeTo{compressor.title() if compressor == 'NONE' else 'ZLib'}")()
    getattr(writer, f"SetHeaderTypeToUInt{header}")()
    writer.SetEncodeAppendedData(encode)
    writer.SetInputData(image)
    assert writer.Write() == 1
for name, binary in [("text.vtk", False), ("binary.vtk", True)]:
    writer = vtk.vtkStructuredPointsWriter()
    writer.SetFileName(name)
    writer.SetFileType(2 if binary else 1)
    writer.SetInputData(image)
    assert writer.Write() == 1
grid = vtk.vtkRectilinearGrid()
grid.SetDimensions(x.size, y.size, 1)
for axis, places in zip("XYZ", [x, y, np.zeros(1)]):
    getattr(grid, f"Set{axis}Coordinates")(numpy_to_vtk(places, deep=True))
array = numpy_to_vtk((x + 10 * y[:, None]).ravel(), deep=True)
array.SetName("p")
grid.GetPointData().AddArray(array)
writer = vtk.vtkRectilinearGridWriter()
writer.SetFileName("uneven.vtk")
writer.SetInputData(grid)
assert writer.Write() == 1

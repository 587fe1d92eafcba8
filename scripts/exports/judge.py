"""Reads exported files with the tools they are meant for, and tells how far their values lie from those of NumPy's
archive of the same run. Prints one line of JSON for each format and reader."""

import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import numpy as np


def vtk_arrays(path):
    """Point data of a VTK file with the axis x fastest, and its points."""
    import vtk
    from vtk.util.numpy_support import vtk_to_numpy

    kinds = {".vti": vtk.vtkXMLImageDataReader, ".vtu": vtk.vtkXMLUnstructuredGridReader}
    reader = kinds[os.path.splitext(path)[1]]()
    reader.SetFileName(path)
    reader.Update()
    assert reader.GetErrorCode() == 0, path
    data = reader.GetOutput()
    points = np.array([data.GetPoint(k) for k in range(data.GetNumberOfPoints())])
    values = data.GetPointData()
    names = [values.GetArrayName(k) for k in range(values.GetNumberOfArrays())]
    return {name: vtk_to_numpy(values.GetArray(name)).astype(float) for name in names}, points, data


def as_points(truth, coordinates):
    """Coordinates and fields of a grid, one value for each point, row by row."""
    axes = np.meshgrid(*[truth[name] for name in coordinates], indexing="ij")
    places = {name: axis.ravel() for name, axis in zip(coordinates, axes)}
    return places | {name: truth[name].ravel() for name in truth if name not in coordinates}


def difference(found, wanted):
    """Largest difference, as a share of the largest value where that is more than 1."""
    assert sorted(found) == sorted(wanted), (sorted(found), sorted(wanted))
    largest = 0.0
    for name, values in wanted.items():
        own = np.asarray(found[name], dtype=float)
        assert own.shape == values.shape, (name, own.shape, values.shape)
        scale = max(1.0, np.nanmax(np.abs(values)))
        assert (np.isnan(own) == np.isnan(values)).all(), name
        largest = max(largest, float(np.nanmax(np.abs(own - values)) / scale))
    return largest


def read_csv(case, path):
    return dict(zip(open(path).readline().strip().split(","), np.loadtxt(path, delimiter=",", skiprows=1).T))


def read_mat(case, path):
    import scipy.io

    found = {name: a for name, a in scipy.io.loadmat(path).items() if not name.startswith("__")}
    return {name: a.ravel() if a.shape[1] == 1 else a for name, a in found.items()}


def read_netcdf(case, path):
    import netCDF4

    with netCDF4.Dataset(path) as file:
        assert file.data_model == "NETCDF3_64BIT_OFFSET" and file.Conventions == "CF-1.8"
        return {v.long_name: np.array(v[...]) for v in file.variables.values()}


def read_netcdf_scipy(case, path):
    import scipy.io

    with scipy.io.netcdf_file(path, mmap=False) as file:
        return {v.long_name.decode(): np.array(v[...], dtype=float) for v in file.variables.values()}


def read_hdf5(case, path):
    import h5py

    with h5py.File(path) as file:
        for name, data in file.items():
            if "axes" in data.attrs:
                assert list(data.attrs["axes"]) == case["coordinates"], name
        return {name: np.array(data) for name, data in file.items()}


def judge_vtk(case, path, truth):
    coordinates = case["coordinates"]
    arrays, points, data = vtk_arrays(path)
    if case["place"] == "grid" and truth[case["time"]].size == 1:
        # A single time is no axis: the file tells it beside the fields.
        assert data.GetFieldData().GetArray("TimeValue").GetValue(0) == truth[case["time"]][0]
        coordinates = [name for name in coordinates if name != case["time"]]
        truth = {n: np.squeeze(a, case["coordinates"].index(case["time"])) if n not in case["coordinates"] else a
                 for n, a in truth.items() if n != case["time"]}
    wanted = as_points(truth, coordinates) if case["place"] == "grid" else dict(truth)
    if case["place"] == "grid":
        # Row by row on one side, the first axis fastest on the other.
        shape = [truth[name].size for name in coordinates]
        order = np.arange(np.prod(shape)).reshape(shape).ravel(order="F")
        wanted = {name: values[order] for name, values in wanted.items()}
        assert data.GetNumberOfCells() == np.prod([n - 1 for n in shape if n > 1])
    spatial = [name for name in coordinates if case["place"] == "grid" or name != case["time"]]
    found = arrays | {name: points[:, k] for k, name in enumerate(spatial)}
    return difference(found, wanted)


def scenes(case, truth):
    """The truth at each time: coordinates of space and fields, the first axis fastest."""
    coordinates, time = case["coordinates"], case["time"]
    space = [name for name in coordinates if name != time]
    for k, value in enumerate(truth[time]):
        part = {name: truth[name] for name in space}
        for name in truth:
            if name not in coordinates:
                part[name] = np.take(truth[name], k, axis=coordinates.index(time))
        shape = [part[name].size for name in space]
        order = np.arange(np.prod(shape)).reshape(shape).ravel(order="F")
        yield value, space, {name: values[order] for name, values in as_points(part, space).items()}


def judge_collection(case, path, truth):
    from xml.etree import ElementTree

    sets = ElementTree.parse(path).getroot().findall("Collection/DataSet")
    largest = 0.0
    for (value, space, wanted), entry in zip(scenes(case, truth), sets, strict=True):
        arrays, points, data = vtk_arrays(os.path.join(os.path.dirname(path), entry.get("file")))
        told = data.GetFieldData().GetArray("TimeValue").GetValue(0)
        assert float(entry.get("timestep")) == value == told
        found = arrays | {name: points[:, k] for k, name in enumerate(space)}
        largest = max(largest, difference(found, wanted))
    return largest


def judge_xdmf(case, path, truth):
    import vtk
    from vtk.util.numpy_support import vtk_to_numpy

    reader = vtk.vtkXdmfReader()
    reader.SetFileName(path)
    reader.UpdateInformation()
    information = reader.GetOutputInformation(0)
    times = [information.Get(vtk.vtkStreamingDemandDrivenPipeline.TIME_STEPS(), k) for k in range(truth[case["time"]].size)]
    largest = 0.0
    for (value, space, wanted), time in zip(scenes(case, truth), times, strict=True):
        assert abs(time - value) <= 1e-13 * max(1, abs(value))
        reader.UpdateTimeStep(time)
        data = reader.GetOutputDataObject(0)
        while data.IsA("vtkCompositeDataSet"):
            data = data.GetBlock(0)
        points = np.array([data.GetPoint(k) for k in range(data.GetNumberOfPoints())])
        values = data.GetPointData()
        found = {n: vtk_to_numpy(values.GetArray(n)).astype(float) for n in map(values.GetArrayName, range(values.GetNumberOfArrays()))}
        found |= {name: points[:, k] for k, name in enumerate(space)}
        largest = max(largest, difference(found, wanted))
    return largest


def judge_network(case, outputs, truth):
    """Largest difference as a share of the largest value of each quantity."""
    wanted = as_points(truth, case["coordinates"])
    largest = 0.0
    for name in outputs:
        assert outputs[name].shape == wanted[name].shape
        largest = max(largest, float(np.abs(outputs[name] - wanted[name]).max() / np.abs(wanted[name]).max()))
    assert sorted(outputs) == sorted(n for n in wanted if n not in case["coordinates"]), sorted(outputs)
    return largest


def inputs_of(case, truth):
    places = as_points(truth, case["coordinates"])
    return {name: places[name].astype(case["precision"]) for name in case["coordinates"]}


def judge_onnx(case, path, truth):
    import onnx
    import onnxruntime

    onnx.checker.check_model(path, full_check=True)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    if case["place"] == "windows":
        return judge_sequence(case, session, truth)
    names = [output.name for output in session.get_outputs()]
    inputs = inputs_of(case, truth)
    one = session.run(names, {name: values[:1] for name, values in inputs.items()})
    values = session.run(names, inputs)
    assert all(a.dtype == case["precision"] and b.size == 1 for a, b in zip(values, one))
    return judge_network(case, dict(zip(names, values)), truth)


def judge_sequence(case, session, truth):
    """A model of sequences on windows of the test part; of each, the later half was told."""
    given = session.get_inputs()[0]
    (output,) = session.get_outputs()
    length = given.shape[1]
    before = length // 2
    inputs, told = truth["input"], truth[output.name]
    assert (np.diff(truth["place"]) == 1).all()
    starts = range(0, len(inputs) - length + 1, length - before)
    windows = np.stack([inputs[k : k + length] for k in starts])
    if inputs.dtype.kind == "f":
        windows = windows.astype(case["precision"])
    (found,) = session.run([output.name], {given.name: windows})
    (one,) = session.run([output.name], {given.name: windows[:1]})
    assert found.dtype == case["precision"] and one.shape == (1, *found.shape[1:])
    wanted = np.stack([told[k + before : k + length] for k in starts])
    return float(np.abs(found[:, before:] - wanted).max() / np.abs(wanted).max())


def judge_savedmodel(case, path, truth):
    import tensorflow as tf

    serve = tf.saved_model.load(path).signatures["serving_default"]
    inputs = inputs_of(case, truth)
    assert all(v.shape == 1 for v in serve(**{k: tf.constant(v[:1]) for k, v in inputs.items()}).values())
    values = serve(**{name: tf.constant(values) for name, values in inputs.items()})
    assert all(value.dtype == case["precision"] for value in values.values())
    return judge_network(case, {name: value.numpy() for name, value in values.items()}, truth)


def judge_tensorboard(case, path, truth):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    events = EventAccumulator(path, size_guidance={"scalars": 0})
    events.Reload()
    largest = 0.0
    for name, rows in case["scalars"].items():
        found = events.Scalars(name)
        assert [event.step for event in found] == [step for step, _ in rows], name
        for event, (_, value) in zip(found, rows):
            largest = max(largest, abs(event.value - value) / max(1, abs(value)))
    assert sorted(events.Tags()["scalars"]) == sorted(case["scalars"])
    return largest


def judge_video(case, path, truth):
    """Frames, size and duration by ffprobe; the pictures beside those of the animation with exact colours."""
    import subprocess

    from PIL import Image, ImageSequence

    exact = [np.asarray(frame.convert("RGB"), dtype=float) for frame in ImageSequence.Iterator(Image.open(case["pictures"]))]
    height, width, _ = exact[0].shape
    asked = "stream=codec_name,width,height,nb_read_frames,duration:format=duration"
    told = json.loads(subprocess.check_output(["ffprobe", "-v", "error", "-count_frames", "-show_entries", asked, "-of", "json", path]))
    [stream] = told["streams"]
    codec = {"mp4": "h264", "webm": "vp9"}[case["format"]]
    assert stream["codec_name"] == codec and int(stream["nb_read_frames"]) == len(exact), stream
    length = float(stream.get("duration") or told["format"]["duration"])
    assert abs(length - len(exact) / 12) < 2e-3, told
    even = (stream["width"], stream["height"])
    assert even == (width + width % 2, height + height % 2), stream
    raw = subprocess.check_output(["ffmpeg", "-v", "error", "-i", path, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"])
    found = np.frombuffer(raw, dtype=np.uint8).reshape(len(exact), even[1], even[0], 3)[:, :height, :width]
    # Colours of a video are rounded and shared by squares of four pixels: the mean of a picture tells.
    return float(np.abs(found - np.stack(exact)).mean() / 255)


def svg_curve(path):
    """The curve of a figure: its points in millimetres."""
    from xml.etree import ElementTree

    root = ElementTree.parse(path).getroot()
    assert root.get("width") == "120mm" and root.get("height") == "80mm"
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}rect").get("fill") == "#fff"
    coloured = [line for line in root.findall(f"{space}polyline") if line.get("stroke") == "#0072b2"]
    points = np.array([pair.split(",") for pair in coloured[0].get("points").split()], dtype=float)
    ticks = []
    for text in root.findall(f"{space}text"):
        try:
            ticks.append((float(text.text.replace("\u2212", "-")), float(text.get("x")), float(text.get("y")), text.get("text-anchor")))
        except ValueError:
            pass
    return points, ticks


def judge_svg(case, path, truth):
    """A curve read back by the ticks beside it, as a reader of a paper does."""
    points, ticks = svg_curve(path)
    fits = []
    for place, anchor in ((1, "middle"), (2, "end")):
        own = np.array([(tick[0], tick[place]) for tick in ticks if tick[3] == anchor])
        assert len(own) > 1, ticks
        fits.append(np.polyfit(own[:, 1], own[:, 0], 1))
    # Letters stand a little below their tick: their foot is 0.35 letter heights lower.
    fits[1][1] += fits[1][0] * 0.35 * 2.8
    [field] = [name for name in truth if name not in case["coordinates"]]
    found = {"x": np.polyval(fits[0], points[:, 0]), field: np.polyval(fits[1], points[:, 1])}
    return difference(found, {"x": truth["x"], field: truth[field].ravel()})


def judge_pdf(case, path, truth):
    """The curve beside that of the same figure as SVG, as a share of the width; letters are read as letters."""
    import re
    import subprocess

    told = subprocess.check_output(["pdfinfo", path], text=True)
    width, height = map(float, re.search(r"Page size:\s+([\d.]+) x ([\d.]+) pts", told).groups())
    assert abs(width * 25.4 / 72 - 120) < 1e-3 and abs(height * 25.4 / 72 - 80) < 1e-3, told
    fonts = subprocess.check_output(["pdffonts", path], text=True).splitlines()[2:]
    assert fonts and all(line.split()[-5] == "yes" for line in fonts), fonts
    words = subprocess.check_output(["pdftotext", path, "-"], text=True).split()
    assert "x" in words and "u" in words, words
    drawn = subprocess.check_output(["pdftocairo", "-svg", path, "-"], text=True)
    [curve] = [tag for tag in re.findall(r"<path[^>]*>", drawn) if re.search(r"rgb\(0(\.0+)?%, ?44\.7", tag)]
    # Coordinates are millimetres of the figure; points on a straight piece are left out.
    found = np.array(re.findall(r"[ML] (-?[\d.]+) (-?[\d.]+)", curve), dtype=float)
    points, _ = svg_curve(case["pictures"])
    ends = np.abs(found[[0, -1]] - points[[0, -1]]).max()
    between = np.abs(np.interp(found[:, 0], points[:, 0], points[:, 1]) - found[:, 1]).max()
    return float(max(ends, between) / 120)


def judge_gif(case, path, truth):
    """Values that share a colour lie close together: the widest spread, as a share of the range."""
    from PIL import Image, ImageSequence

    [field] = [name for name in truth if name not in case["coordinates"]]
    values = truth[field]
    axes = [k for k, name in enumerate(case["coordinates"]) if truth[name].size > 1]
    assert [case["coordinates"][k] for k in axes][-1] == case["time"]
    values = np.squeeze(values)
    frames = [np.asarray(frame.convert("RGB")) for frame in ImageSequence.Iterator(Image.open(path))]
    assert len(frames) == values.shape[2]
    shown = np.stack(frames)
    zoom = shown.shape[2] // values.shape[0]
    assert shown.shape[1:3] == (zoom * values.shape[1], zoom * values.shape[0])
    cells = shown[:, zoom // 2 :: zoom, zoom // 2 :: zoom].astype(int)
    colours = (cells @ [1, 256, 65536]).ravel()
    told = np.transpose(values, (2, 1, 0))[:, ::-1].ravel()
    spread = max(np.ptp(told[colours == colour]) for colour in np.unique(colours))
    assert np.unique(colours).size > 10
    return float(spread / np.ptp(told))


def judge_report(read):
    """Errors and loss as a report tells them, beside those of the run's record, relative; and what else it must hold."""

    def judge(case, path, truth):
        import re

        text = " ".join(read(path).split())
        for part in case["parts"]:
            assert part in text, part
        largest = 0.0
        for name, value in case["numbers"].items():
            found = re.search(re.escape(name) + r" (\d\.\d{3})(?: × 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?", text)
            assert found, name
            power = (found.group(2) or "⁰").translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
            largest = max(largest, abs(float(found.group(1)) * 10.0 ** int(power) / value - 1))
        return largest

    return judge


def html_text(path):
    from html.parser import HTMLParser

    texts = []
    parser = HTMLParser()
    parser.handle_data = texts.append
    with open(path, encoding="utf8") as file:
        parser.feed(file.read())
    return " ".join(texts)


def pdf_text(path):
    import subprocess

    return subprocess.check_output(["pdftotext", "-layout", path, "-"], text=True)


def reading(read):
    """A judge of a format that gives its arrays by name, on a grid or at points."""

    def judge(case, path, truth):
        found = read(case, path)
        flat = read is read_csv and case["place"] == "grid"
        return difference(found, as_points(truth, case["coordinates"]) if flat else dict(truth))

    return judge


judges = {
    "csv": [("NumPy", reading(read_csv))],
    "mat": [("SciPy", reading(read_mat))],
    "netcdf": [("netCDF4", reading(read_netcdf)), ("SciPy", reading(read_netcdf_scipy))],
    "hdf5": [("h5py", reading(read_hdf5))],
    "vti": [("VTK", judge_vtk)],
    "vtu": [("VTK", judge_vtk)],
    "pvd": [("VTK", judge_collection)],
    "xdmf": [("VTK", judge_xdmf)],
    "svg": [("its ticks", judge_svg)],
    "pdf": [("Poppler", judge_pdf)],
    "gif": [("Pillow", judge_gif)],
    "mp4": [("ffprobe", judge_video)],
    "webm": [("ffprobe", judge_video)],
    "report": [("html.parser", judge_report(html_text))],
    "report-pdf": [("pdftotext", judge_report(pdf_text))],
    "onnx": [("ONNX Runtime", judge_onnx)],
    "savedmodel": [("TensorFlow", judge_savedmodel)],
    "tensorboard": [("TensorBoard", judge_tensorboard)],
}


def main():
    for case in json.load(open(sys.argv[1])):
        truth = {}
        if case["truth"]:
            with np.load(case["truth"], allow_pickle=False) as file:
                truth = {name: file[name] for name in file.files}
        for reader, judge in judges[case["format"]]:
            row = {key: case[key] for key in ("format", "study", "place", "precision", "tolerance")}
            try:
                row |= {"reader": reader, "difference": judge(case, case["path"], truth), "problem": ""}
            except Exception as error:
                row |= {"reader": reader, "difference": None, "problem": f"{type(error).__name__}: {error}"}
            print(json.dumps(row), flush=True)


main()

//! The layers beside loops that anybody can read.

use super::*;

/// Numbers between -1 and 1 that look random and are the same each time.
fn numbers(count: usize) -> Vec<f32> {
    let next = |it: &u32| Some(it.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
    std::iter::successors(Some(7_u32), next)
        .map(|it| (it >> 8) as f32 / (1 << 23) as f32 - 1.0)
        .take(count)
        .collect()
}

fn tensor(height: usize, width: usize, channels: usize) -> Tensor {
    let mut tensor = Tensor::zeros(height, width, channels, 1);
    let all = numbers(height * width * channels);
    for (y, row) in all.chunks(width * channels).enumerate() {
        tensor.row_mut(y).copy_from_slice(row);
    }
    tensor
}

/// A convolution as its definition reads: filters are height, width, inputs, outputs.
fn plain(input: &Tensor, window: Window, filters: &[f32], outputs: usize) -> Vec<f32> {
    let (height, above) = window.over(input.height());
    let (width, left) = window.over(input.width());
    let mut results = Vec::new();
    for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
        for output in 0..outputs {
            let mut sum = 0.0;
            for (row, column) in
                (0..window.size * window.size).map(|k| (k / window.size, k % window.size))
            {
                let (from_y, from_x) = (y * window.stride + row, x * window.stride + column);
                let inside = (above..above + input.height()).contains(&from_y)
                    && (left..left + input.width()).contains(&from_x);
                for channel in 0..input.channels() {
                    let filter = (row * window.size + column) * input.channels() + channel;
                    let number = if inside {
                        input.row(from_y - above)[(from_x - left) * input.channels() + channel]
                    } else {
                        0.0
                    };
                    sum += number * filters[filter * outputs + output];
                }
            }
            results.push(sum);
        }
    }
    results
}

fn rows(tensor: &Tensor) -> Vec<f32> {
    (0..tensor.height())
        .flat_map(|y| tensor.row(y).to_vec())
        .collect()
}

#[track_caller]
fn assert_close(ours: &[f32], plain: &[f32]) {
    assert_eq!(ours.len(), plain.len());
    for (at, (our, plain)) in ours.iter().zip(plain).enumerate() {
        assert!((our - plain).abs() < 1e-3, "{at}: {our} {plain}");
    }
}

#[test]
fn a_convolution_is_what_it_is_by_definition() {
    let windows = [
        Window::POINT,
        Window::same(3, 1),
        Window::same(3, 2),
        Window::valid(3, 2),
        Window::valid(7, 2),
    ];
    // 35 results: a panel and a piece of one; 15 x 17 places: tiles and a piece of one.
    for (window, sides) in windows
        .into_iter()
        .flat_map(|it| [(it, [15, 17]), (it, [8, 8])])
    {
        let input = tensor(sides[0], sides[1], 5);
        let filters = numbers(window.size * window.size * 5 * 35);
        let (scale, bias) = (|output| output as f32 / 10.0, |output| output as f32);
        let layer = Convolution::new(window, [5, 35], &filters, scale, bias, Activation::None);
        let expected: Vec<f32> = plain(&input, window, &filters, 35)
            .iter()
            .enumerate()
            .map(|(at, sum)| sum * scale(at % 35) + bias(at % 35))
            .collect();
        assert_close(&rows(&layer.apply(&input, 1)), &expected);
    }
}

#[test]
fn activation_comes_after_what_is_added() {
    let input = tensor(4, 4, 3);
    let filters = numbers(3 * 20);
    let (scale, bias) = (|_| 20.0, |_| 0.0);
    let relu6 = Activation::Relu6;
    let layer = Convolution::new(Window::POINT, [3, 20], &filters, scale, bias, relu6);
    let residual = tensor(4, 4, 20);
    let sums = plain(&input, Window::POINT, &filters, 20);
    let sums = sums.iter().zip(rows(&residual));
    let expected: Vec<f32> = sums
        .map(|(sum, residual)| (sum * 20.0 + residual).clamp(0.0, 6.0))
        .collect();
    assert!(expected.contains(&0.0) && expected.contains(&6.0));
    assert_close(&rows(&layer.apply_adding(&input, &residual, 0)), &expected);
}

#[test]
fn a_separable_convolution_is_two() {
    for stride in [1, 2] {
        let input = tensor(9, 50, 16);
        let (each, mixed) = (numbers(9 * 16), numbers(16 * 32));
        let depthwise = Depthwise::new(stride, &each, None, vec![0.5; 16], Activation::Relu);
        let pointwise = Convolution::new(
            Window::POINT,
            [16, 32],
            &mixed,
            |_| 1.0,
            |_| 0.0,
            Activation::None,
        );
        // The same as a whole convolution whose filters mix no channels.
        let window = Window::same(3, stride);
        let mut filters = vec![0.0; 9 * 16 * 16];
        for (at, weight) in each.iter().enumerate() {
            filters[at * 16 + at % 16] = *weight;
        }
        let apart = Convolution::new(
            window,
            [16, 16],
            &filters,
            |_| 1.0,
            |_| 0.5,
            Activation::Relu,
        );
        let expected = plain(&apart.apply(&input, 1), Window::POINT, &mixed, 32);
        let ours = Separable::new(depthwise, pointwise).apply(&input);
        assert_close(&rows(&ours), &expected);
    }
}

#[test]
fn rows_that_are_the_same_are_computed_once_and_come_out_the_same() {
    let mut input = tensor(32, 10, 16);
    let row = input.row(12).to_vec();
    for y in 12..29 {
        input.row_mut(y).copy_from_slice(&row);
    }
    let mut told = input.clone();
    told.set_same(12..29);
    let filters = numbers(9 * 16 * 33);
    for window in [Window::same(3, 1), Window::same(3, 2), Window::valid(3, 2)] {
        let layer = Convolution::new(
            window,
            [16, 33],
            &filters,
            |_| 1.0,
            |_| 0.0,
            Activation::None,
        );
        let once = layer.apply(&told, 1);
        assert!(once.same().len() > 5, "{:?}", once.same());
        assert_eq!(rows(&once), rows(&layer.apply(&input, 1)));
    }
    let depthwise = Depthwise::new(1, &filters[..144], None, vec![0.0; 16], Activation::None);
    let pointwise = Convolution::new(
        Window::POINT,
        [16, 33],
        &filters,
        |_| 1.0,
        |_| 0.0,
        Activation::None,
    );
    let separable = Separable::new(depthwise, pointwise);
    assert_eq!(
        rows(&separable.apply(&told)),
        rows(&separable.apply(&input))
    );
}

#[test]
fn pools_take_whole_windows_only() {
    let mut input = Tensor::zeros(5, 5, 1, 0);
    for y in 0..5 {
        for x in 0..5 {
            input.row_mut(y)[x] = (y * 5 + x) as f32;
        }
    }
    assert_eq!(
        rows(&max_pool(&input, Window::valid(3, 2), 0)),
        [12.0, 14.0, 22.0, 24.0]
    );
    assert_eq!(
        rows(&mean_pool(&input, Window::valid(2, 2), 0)),
        [3.0, 5.0, 13.0, 15.0]
    );
}

#[test]
fn a_file_that_is_not_ours_is_refused() {
    let mut file = b"KINFACES\x01\0\0\0\x01\0\0\0\x01a\x01\x02\0\0\0\x01".to_vec();
    file.extend([0.5_f32.to_le_bytes(), (-1.0_f32).to_le_bytes()].concat());
    file.extend([0, 4]);
    let weights = Weights::open(&file).unwrap();
    assert_eq!(weights.numbers("a", &[2]).unwrap(), [-1.0, 1.0]);
    assert_eq!(
        weights.numbers("b", &[2]),
        Err(Error::Models("a layer is missing"))
    );
    assert_eq!(
        weights.numbers("a", &[1, 2]),
        Err(Error::Models("a layer has another shape"))
    );
    for length in 0..file.len() {
        assert!(Weights::open(&file[..length]).is_err(), "{length}");
    }
    let huge = b"KINFACES\x01\0\0\0\x01\0\0\0\x01a\x02\xff\xff\xff\xff\xff\xff\xff\xff\x00";
    assert!(Weights::open(huge).is_err());
}

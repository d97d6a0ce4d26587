package io.parley.onnx;

import java.util.Map;

/** Node tests that have to be refused, whatever is known of their inputs, each with what the line must say
 * for one choice of it. */
final class NodeTestRefusals {
  static final Map<String, String> ALL = Map.ofEntries(
      // Ops that are not there, with what to use instead
      Map.entry("test_adam", "op ai.onnx.preview.training.Adam is not supported; export the model with standard"),
      Map.entry("test_affine_grid_2d", "op AffineGrid is not supported; export the model without it"),
      Map.entry("test_ai_onnx_ml_binarizer", "op ai.onnx.ml.Binarizer is not supported; export the model with"),
      Map.entry("test_basic_deform_conv_without_padding", "op DeformConv is not supported; export the model without"),
      Map.entry("test_bernoulli_seed", "op Bernoulli is not supported; make the random numbers in the client"),
      Map.entry("test_bernoulli_seed_expanded", "op RandomUniformLike is not supported; make the random numbers"),
      Map.entry("test_bitcast_scalar_float32_to_int32", "op BitCast is not supported; export the model without it"),
      Map.entry("test_bitwise_and_i32_2d", "op BitwiseAnd is not supported; export the model without it"),
      Map.entry("test_bitwise_or_i32_2d", "op BitwiseOr is not supported; export the model without it"),
      Map.entry("test_bitwise_xor_i32_2d", "op BitwiseXor is not supported; export the model without it"),
      Map.entry("test_causal_conv_with_state_b1_c1_degenerate", "op CausalConvWithState is not supported; export"),
      Map.entry("test_col2im", "op Col2Im is not supported; export the model without it"),
      Map.entry("test_det_2d", "op Det is not supported; compute it from an LU decomposition in the client"),
      Map.entry("test_flexattention_prob_mod", "op ai.onnx.preview.FlexAttention is not supported; export"),
      Map.entry("test_gridsample_bicubic", "op GridSample is not supported; use Resize, or MatMul"),
      Map.entry("test_image_decoder_decode_jpeg_grayscale", "op ImageDecoder is not supported; do it before the model"),
      Map.entry("test_linear_attention_linear_t1_no_past", "op LinearAttention is not supported; export"),
      Map.entry("test_maxunpool_export_without_output_shape", "op MaxUnpool is not supported; use Resize or"),
      Map.entry("test_melweightmatrix", "op MelWeightMatrix is not supported; export the model without it"),
      Map.entry("test_optional_get_element_tensor", "op OptionalGetElement is not supported; export the model without"),
      Map.entry("test_roialign_aligned_true", "op RoiAlign is not supported; use AveragePool over fixed windows"),
      Map.entry("test_scan9_scalar", "op Scan is not supported; export with the loop unrolled"),
      Map.entry("test_stft", "op STFT is not supported; export the model without it"),
      Map.entry("test_tfidfvectorizer_tf_onlybigrams_levelempty", "op TfIdfVectorizer is not supported; do it before"),
      // Results whose shape or number of steps depends on secrets
      Map.entry("test_compress_default_axis", "op Compress is not supported; its result's shape would tell of secrets"),
      Map.entry("test_if", "(If): depends on a secret; compute both branches and choose by Where"),
      Map.entry("test_loop11", "(Loop): goes on depending on a secret; export it with a fixed number of steps"),
      Map.entry("test_nonmaxsuppression_single_box", "op NonMaxSuppression is not supported; its result's shape"),
      Map.entry("test_nonzero_example", "(NonZero): the shape of its result would tell of secrets; choose by Where"),
      Map.entry("test_range_float16_type_positive_delta", "(Range): 'start' must be a constant of the model"),
      Map.entry("test_unique_length_1", "op Unique is not supported; its result's shape would tell of secrets"),
      // Options of ops that are there
      Map.entry("test_batchnorm_example_training_mode", "(BatchNormalization): is in training mode or not spatial"),
      Map.entry("test_bitshift_left_int8_negative_shift",
          "(BitShift): shifts by fewer than 0 or more than 52 bits; shift within these"),
      Map.entry("test_convtranspose_3d", "(ConvTranspose): is supported along one or two axes; export"),
      Map.entry("test_convtranspose_output_shape", "less than output_shape along an axis; use output_padding"),
      Map.entry("test_dft_irfft_opset19", "(DFT): needs an axis before the last, and is one-sided forwards only"),
      Map.entry("test_lstm_with_peepholes", "(LSTM): clip, input_forget and peepholes are not supported; export"),
      Map.entry("test_resize_tf_crop_and_resize_axes_2_3",
          "coordinate_transformation_mode tf_crop_and_resize is not supported; use half_pixel"),
      Map.entry("test_training_dropout", "(Dropout): is in training mode; export the model for inference"),
      // Inputs and files
      Map.entry("test_cast_FLOAT16_to_FLOAT", "Input 'input' holds NaN, but fixed point"),
      Map.entry("test_mod_float_edge_cases_fmod_0_float16", "Input 'x' holds Infinity, but fixed point"),
      Map.entry("test_not_2d", "test_not_2d uses ONNX opset 1; export it with opset 7 to"),
      Map.entry("test_reduce_max_empty_set_bool", "leaves the size of 'data.2' open; give it by --dim data.2=SIZE"));

  private NodeTestRefusals() {}
}

#ifndef DB_EACH_H
#define DB_EACH_H

/*
 * EACH(f, with, a, b, c) is f(with, a), f(with, b), f(with, c). C17 has no recursive macros: one
 * line for each length, up to the widest row.
 */

/* clang-format off */
#define EACH(f, with, ...) EACH_(EACH_COUNT(__VA_ARGS__), f, with, __VA_ARGS__)
#define EACH_(count_, ...)  EACH__(count_, __VA_ARGS__)
#define EACH__(count_, ...) EACH_##count_(__VA_ARGS__)
#define EACH_COUNT(...) \
	EACH_PICK(__VA_ARGS__, 64, 63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, \
	48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, \
	26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, \
	2, 1, 0)
#define EACH_PICK( \
	a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, \
	a20, a21, a22, a23, a24, a25, a26, a27, a28, a29, a30, a31, a32, a33, a34, a35, a36, \
	a37, a38, a39, a40, a41, a42, a43, a44, a45, a46, a47, a48, a49, a50, a51, a52, a53, \
	a54, a55, a56, a57, a58, a59, a60, a61, a62, a63, a64, count_, ...) count_

#define EACH_1(f, w, a)	     f(w, a)
#define EACH_2(f, w, a, ...) f(w, a), EACH_1(f, w, __VA_ARGS__)
#define EACH_3(f, w, a, ...) f(w, a), EACH_2(f, w, __VA_ARGS__)
#define EACH_4(f, w, a, ...) f(w, a), EACH_3(f, w, __VA_ARGS__)
#define EACH_5(f, w, a, ...) f(w, a), EACH_4(f, w, __VA_ARGS__)
#define EACH_6(f, w, a, ...) f(w, a), EACH_5(f, w, __VA_ARGS__)
#define EACH_7(f, w, a, ...) f(w, a), EACH_6(f, w, __VA_ARGS__)
#define EACH_8(f, w, a, ...) f(w, a), EACH_7(f, w, __VA_ARGS__)
#define EACH_9(f, w, a, ...) f(w, a), EACH_8(f, w, __VA_ARGS__)
#define EACH_10(f, w, a, ...) f(w, a), EACH_9(f, w, __VA_ARGS__)
#define EACH_11(f, w, a, ...) f(w, a), EACH_10(f, w, __VA_ARGS__)
#define EACH_12(f, w, a, ...) f(w, a), EACH_11(f, w, __VA_ARGS__)
#define EACH_13(f, w, a, ...) f(w, a), EACH_12(f, w, __VA_ARGS__)
#define EACH_14(f, w, a, ...) f(w, a), EACH_13(f, w, __VA_ARGS__)
#define EACH_15(f, w, a, ...) f(w, a), EACH_14(f, w, __VA_ARGS__)
#define EACH_16(f, w, a, ...) f(w, a), EACH_15(f, w, __VA_ARGS__)
#define EACH_17(f, w, a, ...) f(w, a), EACH_16(f, w, __VA_ARGS__)
#define EACH_18(f, w, a, ...) f(w, a), EACH_17(f, w, __VA_ARGS__)
#define EACH_19(f, w, a, ...) f(w, a), EACH_18(f, w, __VA_ARGS__)
#define EACH_20(f, w, a, ...) f(w, a), EACH_19(f, w, __VA_ARGS__)
#define EACH_21(f, w, a, ...) f(w, a), EACH_20(f, w, __VA_ARGS__)
#define EACH_22(f, w, a, ...) f(w, a), EACH_21(f, w, __VA_ARGS__)
#define EACH_23(f, w, a, ...) f(w, a), EACH_22(f, w, __VA_ARGS__)
#define EACH_24(f, w, a, ...) f(w, a), EACH_23(f, w, __VA_ARGS__)
#define EACH_25(f, w, a, ...) f(w, a), EACH_24(f, w, __VA_ARGS__)
#define EACH_26(f, w, a, ...) f(w, a), EACH_25(f, w, __VA_ARGS__)
#define EACH_27(f, w, a, ...) f(w, a), EACH_26(f, w, __VA_ARGS__)
#define EACH_28(f, w, a, ...) f(w, a), EACH_27(f, w, __VA_ARGS__)
#define EACH_29(f, w, a, ...) f(w, a), EACH_28(f, w, __VA_ARGS__)
#define EACH_30(f, w, a, ...) f(w, a), EACH_29(f, w, __VA_ARGS__)
#define EACH_31(f, w, a, ...) f(w, a), EACH_30(f, w, __VA_ARGS__)
#define EACH_32(f, w, a, ...) f(w, a), EACH_31(f, w, __VA_ARGS__)
#define EACH_33(f, w, a, ...) f(w, a), EACH_32(f, w, __VA_ARGS__)
#define EACH_34(f, w, a, ...) f(w, a), EACH_33(f, w, __VA_ARGS__)
#define EACH_35(f, w, a, ...) f(w, a), EACH_34(f, w, __VA_ARGS__)
#define EACH_36(f, w, a, ...) f(w, a), EACH_35(f, w, __VA_ARGS__)
#define EACH_37(f, w, a, ...) f(w, a), EACH_36(f, w, __VA_ARGS__)
#define EACH_38(f, w, a, ...) f(w, a), EACH_37(f, w, __VA_ARGS__)
#define EACH_39(f, w, a, ...) f(w, a), EACH_38(f, w, __VA_ARGS__)
#define EACH_40(f, w, a, ...) f(w, a), EACH_39(f, w, __VA_ARGS__)
#define EACH_41(f, w, a, ...) f(w, a), EACH_40(f, w, __VA_ARGS__)
#define EACH_42(f, w, a, ...) f(w, a), EACH_41(f, w, __VA_ARGS__)
#define EACH_43(f, w, a, ...) f(w, a), EACH_42(f, w, __VA_ARGS__)
#define EACH_44(f, w, a, ...) f(w, a), EACH_43(f, w, __VA_ARGS__)
#define EACH_45(f, w, a, ...) f(w, a), EACH_44(f, w, __VA_ARGS__)
#define EACH_46(f, w, a, ...) f(w, a), EACH_45(f, w, __VA_ARGS__)
#define EACH_47(f, w, a, ...) f(w, a), EACH_46(f, w, __VA_ARGS__)
#define EACH_48(f, w, a, ...) f(w, a), EACH_47(f, w, __VA_ARGS__)
#define EACH_49(f, w, a, ...) f(w, a), EACH_48(f, w, __VA_ARGS__)
#define EACH_50(f, w, a, ...) f(w, a), EACH_49(f, w, __VA_ARGS__)
#define EACH_51(f, w, a, ...) f(w, a), EACH_50(f, w, __VA_ARGS__)
#define EACH_52(f, w, a, ...) f(w, a), EACH_51(f, w, __VA_ARGS__)
#define EACH_53(f, w, a, ...) f(w, a), EACH_52(f, w, __VA_ARGS__)
#define EACH_54(f, w, a, ...) f(w, a), EACH_53(f, w, __VA_ARGS__)
#define EACH_55(f, w, a, ...) f(w, a), EACH_54(f, w, __VA_ARGS__)
#define EACH_56(f, w, a, ...) f(w, a), EACH_55(f, w, __VA_ARGS__)
#define EACH_57(f, w, a, ...) f(w, a), EACH_56(f, w, __VA_ARGS__)
#define EACH_58(f, w, a, ...) f(w, a), EACH_57(f, w, __VA_ARGS__)
#define EACH_59(f, w, a, ...) f(w, a), EACH_58(f, w, __VA_ARGS__)
#define EACH_60(f, w, a, ...) f(w, a), EACH_59(f, w, __VA_ARGS__)
#define EACH_61(f, w, a, ...) f(w, a), EACH_60(f, w, __VA_ARGS__)
#define EACH_62(f, w, a, ...) f(w, a), EACH_61(f, w, __VA_ARGS__)
#define EACH_63(f, w, a, ...) f(w, a), EACH_62(f, w, __VA_ARGS__)
#define EACH_64(f, w, a, ...) f(w, a), EACH_63(f, w, __VA_ARGS__)
/* clang-format on */

#endif

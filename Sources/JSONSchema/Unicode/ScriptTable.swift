// Written by .make/unicode-tables; Unicode 17.

/// The code points of each script.
enum ScriptTable {
    /// By the property Script.
    static let scripts = CodePointTable(
        """
        Adlm Adlam: 2olc-23 5-9 5-1
        Aghb Caucasian_Albanian: 1flc-1f c
        Ahom: 1j40-q 3-e 5-m
        Arab Arabic: 16o-4 2-5 2-d 2-2 2-v 2-9 c-p 2-2z 2-x 29-1b 6p-x 6-22 2-s 1bv5-dp 3-3z x-f 35-4 2-3q 31g-u 1w-5 \
        9-8 y-5 181t-3 2-q 2-1 2 3 2-9 2-3 2 2 7 5 2 2 2-2 2-1 2 3 2 2 2 2 2-1 2 3-3 2-6 2-3 2-3 2 2-9 2-g 6-2 2-4 \
        2-g 1h-1
        Armi Imperial_Aramaic: 1g74-l 2-8
        Armn Armenian: 10x-11 3-1d 3-2 1chw-4
        Avst Avestan: 1gqo-1h 4-6
        Bali Balinese: 5c0-24 2-1d
        Bamu Bamum: www-2f 124p-fs
        Bass Bassa_Vah: 1zo0-t 3-5
        Batk Batak: 5hc-1f 9-3
        Beng Bengali: 1vk-3 2-7 3-1 3-l 2-6 2 4-3 3-8 3-1 3-3 9 5-1 2-4 3-o
        Berf Beria_Erfe: 20f4-o 3-o
        Bhks Bhaiksuki: 1k3k-8 2-18 2-d b-s
        Bopo Bopomofo: kq-1 93u-16 35-v
        Brah Brahmi: 1hq8-25 5-z a
        Brai Braille: 7wg-73
        Bugi Buginese: 54w-r 3-1
        Buhd Buhid: 4lc-j
        Cakm Chakma: 1hxc-1g 2-h
        Cans Canadian_Aboriginal: 3y8-hr fl-1x 1ewr-f
        Cari Carian: 1f34-1c
        Cham: xkw-1i a-d 3-9 3-3
        Cher Cherokee: 3vk-2d 3-5 twz-27
        Chrs Chorasmian: 1ho0-r
        Copt Coptic Qaac: rm-d 80h-37 6-6
        Cpmn Cypro_Minoan: 1nyo-2q
        Cprt Cypriot: 1g5c-5 3 2-17 2-1 4 3
        Cyrl Cyrillic: sg-3o 3-4o 4lt-a 4h 25 38o-v nr5-2n han-1 18n5-1p y
        Deva Devanagari: 1s0-28 5-e 3-p vhd-v mip-9
        Diak Dives_Akuru: 1ji8-6 3 3-7 2-1 2-t 2-1 3-b a-9
        Dogr Dogra: 1jb4-1n
        Dsrt Deseret: 1fcw-27
        Dupl Duployan: 2fpc-2y 6-c 4-8 8-9 3-3
        Egyp Egyptian_Hieroglyphs: 1o1s-ut b-32y
        Elba Elbasan: 1fk0-13
        Elym Elymaic: 1hpc-m
        Ethi Ethiopic: 3k0-20 2-3 3-6 2 2-3 3-14 2-3 3-w 2-3 3-6 2 2-3 3-e 2-1k 2-3 3-1u 3-v 4-p 547-m a-6 2-6 2-6 \
        2-6 2-6 2-6 2-6 2-6 opv-5 3-5 3-5 a-6 2-6 1qk2-6 2-3 2-1 2-e
        Gara Garay: 1h6o-11 4-s 9-1
        Geor Georgian: 3a8-11 2 6 3-16 2-3 2a9-16 3-2 37l-11 2 6
        Glag Glagolitic: 8ow-2n 2e1t-6 2-g 3-6 2-1 2-4
        Gong Gunjala_Gondi: 1kdc-5 2-1 2-10 2-1 2-5 8-9
        Gonm Masaram_Gondi: 1kao-6 2-1 2-17 4 2-1 2-8 9-9
        Goth Gothic: 1f74-q
        Gran Grantha: 1ibk-3 2-7 3-1 3-l 2-6 2-1 2-4 3-8 3-1 3-2 3 7 6-6 3-6 4-4
        Grek Greek: og-3 2-2 3-3 2 5 2 2-2 2 2-j 2-1q f-f 4yv-4 1f-4 5-4 2d 8x-l 3-5 3-11 3-5 3-7 2 2 2 2-u 3-1g 2-e \
        2-d 3-5 2-i 3-2 2-8 88 rb3 gyj-26 i 155s-1x
        Gujr Gujarati: 22p-2 2-8 2-2 2-l 2-6 2-1 2-4 3-9 2-2 2-2 3 g-3 3-b 8-6
        Gukh Gurung_Khema: 1xq8-1l
        Guru Gurmukhi: 1z5-2 2-5 5-1 3-l 2-6 2-1 2-1 2-1 3 2-4 5-1 3-2 4 8-3 2 8-g
        Hang Hangul: 3cw-73 5yn-1 76-2l 36-u 1u-u nhe-s hw-8mb d-m 5-1c 7tx-u 4-5 3-5 3-5 3-2
        Hani Han: 96o-p 2-2g d-5x 1c 2 q-8 f-3 qt-533 1t-g73 hkx-a5 3-2x n49-1 d-6 sga-wyn x-3dp 3-4gd 3-5rk g-h9 \
        1wj-f1 15v-3t6 6-6jt
        Hano Hanunoo: 4kg-k
        Hatr Hatran: 1gbk-i 2-1 6-4
        Hebr Hebrew: 13l-1i 9-q 5-5 1cfd-p 2-4 2 2-1 2-1 2-9
        Hira Hiragana: 9j5-2d 7-2 23qa-7y j u-2 cry
        Hluw Anatolian_Hieroglyphs: 1s00-g6
        Hmng Pahawh_Hmong: 1zpc-1x b-9 2-6 2-k 6-i
        Hmnp Nyiakeng_Puachue_Hmong: 2n0g-18 4-d 3-9 5-1
        Hung Old_Hungarian: 1h1c-1e e-1e 8-5
        Ital Old_Italic: 1f5s-z a-2
        Java Javanese: xhc-25 3-9 5-1
        Kali Kayah_Li: xds-19 2
        Kana Katakana: 9lt-2h 3-2 6p-f 5t-1a 2-2f 14b3-9 2-18 ytv-3 2-6 2-1 2 80-2 1f f-3
        Kawi: 1kow-g 2-14 4-s
        Khar Kharoshthi: 1gjk-3 2-1 6-7 2-2 2-s 3-2 5-9 8-8
        Khmr Khmer: 4n4-2l 3-9 7-9 dj-v
        Khoj Khojki: 1i4g-h 2-1a
        Kits Khitan_Small_Script: 20o4 5cs-d1 16
        Knda Kannada: 2gw-c 2-2 2-m 2-9 2-4 3-8 2-2 2-3 8-1 6-2 2-3 3-9 2-2
        Krai Kirat_Rai: 205c-1l
        Kthi Kaithi: 1hts-1u b
        Lana Tai_Tham: 55s-1q 2-s 3-a 7-9 7-d
        Laoo Lao: 2v5-1 2 2-4 2-n 2 2-m 3-4 2 2-6 2-9 3-3
        Latn Latin: 1t-p 7-p 1c g 6-m 2-u 2-cg 14-4 55o-11 7-1c 6-3 6-c 2-1x 1u-73 aa e h-c 3y-1 7 s i-14 254-v \
        o83-2t 4-29 l-e mp-16 2-8 2-3 fpz-6 t7-p 7-p 1ly-5 2-15 2-8 16iu-u 7-5
        Lepc Lepcha: 5j4-1j 4-e 4-2
        Limb Limbu: 4xs-u 2-b 5-b 5 4-b
        Lina Linear_A: 1fr4-8m a-l b-7
        Linb Linear_B: 1ekg-b 2-p 2-i 2-1 2-e 3-d z-3e
        Lisu: wk0-1b o8h
        Lyci Lycian: 1f28-s
        Lydi Lydian: 1gdc-p 6
        Mahj Mahajani: 1hzk-12
        Maka Makasar: 1ko0-o
        Mand Mandaic: 1mo-r 3
        Mani Manichaean: 1gow-12 5-b
        Marc Marchen: 1k6o-v 3-l 2-d
        Medf Medefaidrin: 20cg-2i
        Mend Mende_Kikakui: 2oe8-5g 3-f
        Merc Meroitic_Cursive: 1ggw-n 5-j 3-19
        Mero Meroitic_Hieroglyphs: 1gg0-v
        Mlym Malayalam: 2kg-c 2-2 2-1e 2-2 2-5 5-f 3-p
        Modi: 1iww-1w c-9
        Mong Mongolian: 4qo-1 3 2-j 7-2g 8-16 1e46-c
        Mroo Mro: 1zk0-u 2-9 5-1
        Mtei Meetei_Mayek: xr4-m 5m-19 3-9
        Mult Multani: 1i80-6 2 2-3 2-e 2-a
        Mymr Myanmar: 35s-4f u9t-u 2q-v le9-j
        Nagm Nag_Mundari: 2nrk-15
        Nand Nandinagari: 1jmo-7 3-19 3-a
        Narb Old_North_Arabian: 1gn4-v
        Nbat Nabataean: 1g8w-u 9-8
        Newa: 1iio-2j 2-4
        Nkoo Nko: 1j4-1m 3-2
        Nshu Nushu: 20o1 cy7-az
        Ogam Ogham: 4g0-s
        Olck Ol_Chiki: 5lc-1b
        Onao Ol_Onal: 2nyo-16 5
        Orkh Old_Turkic: 1gxs-20
        Orya Oriya: 269-2 2-7 3-1 3-l 2-6 2-1 2-4 3-8 3-1 3-2 8-2 5-1 2-4 3-h
        Osge Osage: 1fhs-z 5-z
        Osma Osmanya: 1fgg-t 3-9
        Ougr Old_Uyghur: 1hm8-p
        Palm Palmyrene: 1g80-v
        Pauc Pau_Cin_Hau: 1juo-1k
        Perm Old_Permic: 1f80-16
        Phag Phags_Pa: x8g-1j
        Phli Inscriptional_Pahlavi: 1gtc-i 6-7
        Phlp Psalter_Pahlavi: 1gu8-h 8-3 d-6
        Phnx Phoenician: 1gcg-r 4
        Plrd Miao: 20hs-22 5-1k 8-g
        Prti Inscriptional_Parthian: 1gsg-l 3-7
        Rjng Rejang: xf4-z c
        Rohg Hanifi_Rohingya: 1h4w-13 9-9
        Runr Runic: 4gw-22 4-a
        Samr Samaritan: 1kw-19 3-e
        Sarb Old_South_Arabian: 1gm8-v
        Saur Saurashtra: xa8-1x 9-b
        Sgnw SignWriting: 2l8g-i3 g-4 2-e
        Shaw Shavian: 1ff4-1b
        Shrd Sharada: 1i0w-2n 1vl-7
        Sidd Siddham: 1itc-1h 3-11
        Sidt Sidetic: 1ge8-p
        Sind Khudawadi: 1i9c-1m 6-9
        Sinh Sinhala: 2o1-2 2-h 4-n 2-8 2 3-6 4 5-5 2 2-7 7-9 3-2 1fcd-j
        Sogd Sogdian: 1hkg-15
        Sogo Old_Sogdian: 1hj4-13
        Sora Sora_Sompeng: 1hw0-o 8-9
        Soyo Soyombo: 1jrk-2a
        Sund Sundanese: 5fk-1r 75-7
        Sunu Sunuwar: 1k1s-x f-9
        Sylo Syloti_Nagri: x6o-18
        Syrc Syriac: 1ds-d 2-1n 3-2 7l-a
        Tagb Tagbanwa: 4m8-c 2-2 2-1
        Takr Takri: 1j0g-1l 7-9
        Tale Tai_Le: 500-t 3-4
        Talu New_Tai_Lue: 51c-17 5-p 7-a 4-1
        Taml Tamil: 29u-1 2-5 4-2 2-3 4-1 2 2-1 4-1 4-2 4-b 5-4 4-2 2-3 3 7 f-k 1ih2-1d e
        Tang Tangut: 20o0 w-5bz e9-u 2q-36
        Tavt Tai_Viet: xog-1u p-4
        Tayo Tai_Yo: 2o5c-u 2-l 9-1
        Telu Telugu: 2dc-c 2-2 2-m 2-f 3-8 2-2 2-3 8-1 2-2 2-1 3-3 3-9 8-8
        Tfng Tifinagh: 8xc-1j 8-1 f
        Tglg Tagalog: 4jk-l a
        Thaa Thaana: 1hc-1d
        Thai: 2rl-1l 6-r
        Tibt Tibetan: 2yo-1z 2-z 5-12 2-z 2-e 2-6 5-1
        Tirh Tirhuta: 1im8-1z 9-9
        Tnsa Tangsa: 1zlc-26 2-9
        Todr Todhri: 1fpc-1f
        Tols Tolong_Siki: 1kfk-17 5-9
        Toto: 2nbk-u
        Tutg Tulu_Tigalari: 1if4-9 2 3 2-11 2-9 2 3 2-3 2-9 2-1 9-1
        Ugar Ugaritic: 1f9c-t 2
        Vaii Vai: wlc-8b
        Vith Vithkuqi: 1fn4-a 2-e 2-6 2-1 2-a 2-e 2-6 2-1
        Wara Warang_Citi: 1jfk-2a d
        Wcho Wancho: 2ncw-1l 6
        Xpeo Old_Persian: 1fa8-z 5-d
        Xsux Cuneiform: 1kw0-pl 2v-32 2-4 c-5f
        Yezi Yezidi: 1hfk-15 2-2 3-1
        Yiii Yi: vls-wc 4-1i
        Zanb Zanabazar_Square: 1jpc-1z
        Zinh Inherited Qaai: lc-33 7q-1 cl-a r kh-3 3fg-19 3-b dh-2 2-c 2-6 5 7 4-1 5j-1r el-1 5f-w 30a-3 30-1 14km-f \
        h-d r4 6b 38b 1139-19 3-m f5-2 i-7 3-6 v-3 h45v-6n
        Zyyy Common: 0-1s r-5 r-1a 2-e 2-4 o w ci-12 6-4 3-j 39 a 7 2 hq 7 f 4 x 4d ed 3m-1 yi ba-3 83 168-2 20-1 \
        5o-1 2 y6 e 8-3 2-5 2-2 3 li-b 3-2e 2-a 4-a 2-e i-x 1r-11 2-2 3-5 2-q 2-g 16-2 5-ih n-a m-pr 75-hf 3-3t e9-2l \
        b7-k 2 2-o g-7 5-3 2k-1 4 2j-1 44-f x-11 a 1d-1r w-28 1c 2h-4n 535-1r hkx-x 2v-2 4m-9 6t 4h b0 f-1 g5v-1 5t-9 \
        n-y 2-i 2-3 44 2-v r-5 r-a b 1a-1 1t-6 2-6 b-4 77-2 5-18 4-8 29-c 1g-18 6d-q 10o5-3 319-70 4-c3 7-m g-g 2o-37 \
        1p-6t b-12 3-1p 4-g 9-1 8-t 5-1o 5y-j d-j d-2e a-o 3s-2c 2-1y 2-1 3 3-1 3-3 2-b 2 2-6 2-1s 2-3 3-7 2-6 2-r \
        2-3 2-4 2 4-6 2-9f 3-83 3-1d 41e-1v 25-1o jn-17 5-2r d-e 3-e 2-e 2-10 b-4t 1l-p 2-1 e-17 5-8 8-1 f-5 4b-rc \
        4-g 4-c 4-61 7-b 5 g-b 5-1j 9-9 7-13 9-t 3-b 5-1 f-8 14-9j 9-d 3-c 4-a 4-1k 2 5-f 3-b 5-9 8-42 2-2u gvlz v-2n
        Zzzz Unknown: oo-1 7-3 8 2 l b2 13-1 1f-1 4 1k-7 s-3 7-a 7j 1p-1 2u-d 1o-1 1e-1 g t-1 2 c-4 z-4 6m 9-1 3-1 n \
        8 2-2 5-1 a-1 3-1 5-7 2-3 3 6-1 q-1 4 7-3 3-1 n 8 3 3 3-1 2 6-3 3-1 4-2 2-6 5 2-6 i-9 4 a 4 n 8 3 6-1 b 4 4-1 \
        2-e 5-1 d-6 8 4 9-1 3-1 n 8 3 6-1 a-1 3-1 4-6 4-3 3 6-1 j-9 3 7-2 4 5-2 3 2 3-2 3-2 4-2 d-3 6-2 4 5-1 2-5 2-d \
        m-4 e 4 o h-1 a 4 5-6 3 4 3-1 5-1 b-6 n 4 o b 6-1 a 4 5-6 3-4 4 5-1 b 4-b e 4 1g 4 7-3 h-1 r 4 j-2 p a 2-1 \
        8-2 2-3 7 2 9-5 b-1 4-b 1n-3 u-10 3 2 6 p 2 o-1 6 2 8 b-1 5-v 21 11-3 14 11 g e-10 5j 2-4 2-1 ai 5-1 8 2 5-1 \
        16 5-1 y 5-1 8 2 5-1 g 1m 5-1 1w-1 x-2 r-5 2f-1 7-1 im-2 2i-6 n-8 p-8 l-b e 4 3-b 2n-1 b-5 b-5 r-5 2i-6 18-4 \
        1z-9 w d-3 d-3 2-2 17-1 6-a 19-3 r-5 c-2 1r-1 1u u-1 c-5 b-5 f-1 1b-1 d-j 26 4n-7 1p-2 g-2 1r-4 18-1 c-7 18-4 \
        ev-1 7-1 13-1 7-1 9 2 2 2 w-1 1i g f-1 7 k-1 4 a 2u d-1 s e-2 z-d y-e 3x-3 ij-l c-k 1ed-1 an-4 1a 2-4 2-1 \
        1l-6 3-d p-8 8 8 8 8 8 8 8 8 3j-x r 2i-b 5z-p 29 2f-1 2w-4 18 2n 2f-8 1d mlq-2 1k-8 9p-j 55-7 66-j 1p-2 b-5 \
        1l-7 1z-7 d-5 39-a v-2 27 c-3 y 1k-8 f-1 b-1 2w-n t-9 7-1 7-1 7-8 8 8 1p-3 3j-1 b-5 8md-b o-3 1e-3 1-1kv \
        1-4xr a7-1 2z-11 8-b 6-4 r 6 2 3 3 i3-v 17-5 1g k 5-3 6 3s-1 2 5b-2 7-1 7-1 7-1 4-2 8 8-9 6-1 d r k 3 g-1 f-x \
        3g-4 4-3 1a-2 2h e-2 2-1a 1b-3l u-2 1e-e t-3 11-8 v-4 18-4 v 12-3 f-15 4f-1 b-5 11-3 11-3 15-7 1h-a d g 8 3 c \
        g 8 3-2 1h-b 8o-8 n-9 9-n 7 17 a-1w 7-1 2 19 3-2 2-1 o 21-7 a-1b k 3-4 y-2 s-4 s-11 1l-3 l-1 1f 3-4 9 4 u-1 \
        4-3 b-6 a-6 1t-v 14-3 d-8 1j-2 u-1 s-4 r-6 5-b 8-27 22-1i 1g-c 1g-6 1b-7 b-5 13-2 u-7 3-5r w 17 4-1 3-f 7-7 \
        a-w 1b-7 17-l r-11 t-j o-8 27-3 11-8 1x-9 2-1 q-6 b-5 1i j-7 14-8 2p l-a j 1c-1p 8 2 5 g c-5 1o-4 b-5 5 9-1 \
        3-1 n 8 3 6 b-1 3-1 4-1 2-5 2-4 8-1 8-2 6-a b 2-1 2 13 b 2-1 2 5 b 3-7 3-s 2l 6-t 21-7 b-4l 1j-1 13-x 1y-a \
        b-5 e-i 1n-5 b-5 l-r s-1 g-3 o-54 1p-2r 2c-b 9-1 2-1 9 3 v 3-1 d-8 b-1x 9-1 1b-1 c-q 21-7 2c-c 22-6 b-2d 9-2f \
        z-d b-5 a 1a f-9 u-2 x-1 n f-20 8 3 19-2 2 3 a-7 b-5 7 3 12 3 7-6 b-5 19-3 b-6t q-6 i 16-2 u-2c 2-e 1f-c \
        po-2t 34 6-a 5h-217 2s-c uv-9 330-4 g8-5a0 1n-1c5 fu-6 w b-3 2a b-5 v-1 7-9 1z-9 b 8 m-4 k-bz 1n-5h 2k-4 q-1 \
        q-17 24-3 1m-6 i-1r 6-a 8-8 5p3-14 x-2o 38-6po 5 8 3 84-e 2-s 4-1 2-d 5-7 b1-1s3 30-4 e-2 a-6 b-1 9-317 72-2 \
        c5-5 o-e i-e 1b-1 o-8 39-1n 6v-9 14-1 5f-k 1z-3d l-b l-b 2g-8 q-3q 2e 20 3-1 2-1 3-1 5 d 2 8 1u 5-1 9 8 t 5 6 \
        2-2 8 9h-1 85-1 jj-e 6 g-un w-5 7-5w 8 i-1 8 3 6-4 1r-w 2-33 1a-2 f-1 b-3 3-8v w-g 1n-4 2-cv 17-5x 18-3 2-5b \
        w n-7 3-67 8 5 3 g 5i-1 h-14 25-3 b-3 3-ls 1x-23 1q-5d 5 s 3 2-1 2 b 5 2 2-5 2-3 2 2 2 4 3 2-1 2 2 2 2 2 3 \
        2-1 5 8 5 5 2 b i-4 4 6 i-1f 3-7h 19-3 2t-b g-1 g g 12-9 4v-1j u-c 19-3 a-6 3-d 7-49 re-2 i-2 e-2 63-5 d-3 \
        2-e d-3 1l-7 b-5 15-7 v-1 d-3 3-d a-12 9l-7 f-1 e-2 c-2 1m 2-3 h-1 d-3 b-6 44 2w-sk wyp-v 3dr-1 4gf-1 5rm-e \
        hb-1wh f3-15t 3t8-4 6jv-f5vq 2-t 2p-3j 6p-47bj
        """)
    /// By Script_Extensions, where that differs from Script.
    static let extensions = CodePointTable(
        """
        Adlm Adlam: 17j x 55b 2r6 2fgf-23 5-9 5-1
        Aghb Caucasian_Albanian: lg 19 19 1exe-1f c
        Arab Arabic: 16o-4 2-5y 2-x 29-1b 6p-x 6-22 2-s 4ls 2r6 14i7-hr x-f 35-4 2-3q ro-r 291-u 1w-5 9-8 y-5 181t-3 \
        2-q 2-1 2 3 2-9 2-3 2 2 7 5 2 2 2-2 2-1 2 3 2 2 2 2 2-1 2 3-3 2-6 2-3 2-3 2 2-9 2-g 6-2 2-4 2-g 1h-1
        Armn Armenian: lk fd-11 3-1d 3-2 1chw-4
        Avst Avestan: 53 8zd-1 17m7-1h 4-6
        Beng Bengali: jg 1at-1 i-1 r-3 2-7 3-1 3-l 2-6 2 4-3 3-8 3-1 3-3 9 5-1 2-4 3-o 3pu 2 3-1 2 9 9 3 5 3-2 rne
        Bopo Bopomofo: jr 2-2 e h-1 8wm-2 5-9 2-c b-3 3 7 5g a-16 35-v 14ee-1 7v-4
        Bugi Buginese: 54w-r 3-1 sds
        Buhd Buhid: 4l1-1 a-j
        Cakm Chakma: 1ye-9 18x-9 1epj-1g 2-h
        Cari Carian: 53 68z 3 2qc 15yn-1c
        Cher Cherokee: lc-2 2 7-1 n-1 c-1 38v-2d 3-5 twz-27
        Copt Coptic Qaac: 53 g9 4-1 2 31-1 31-d 80h-37 6-6 7s 1615-r
        Cpmn Cypro_Minoan: 1erk-1 973-2q
        Cprt Cypriot: 1erk-2 5-18 4-8 1c1-5 3 2-17 2-1 4 3
        Cyrl Cyrillic: jg 1w-2 2 2 2 3 6 6n-8f 4lt-a 4h 25 3k 354-v 1w np9-2n han-1 18n5-1p y
        Deva Devanagari: jg 18k-2a 3-16 3td-12 2-1 s7 qps-9 4n-v mip-9
        Dogr Dogra: 1us-b vcx-9 m2v-1n
        Dupl Duployan: 53 gg-1 2 p-1 8ig 26kk-2y 6-c 4-8 8-9 3-7
        Elba Elbasan: 53 ge 1eyj-13
        Ethi Ethiopic: lq 2ya-20 2-3 3-6 2 2-3 3-14 2-3 3-w 2-3 3-6 2 2-3 3-e 2-1k 2-3 3-1u 3-v 4-p 547-m a-6 2-6 2-6 \
        2-6 2-6 2-6 2-6 2-6 opv-5 3-5 3-5 a-6 2-6 1qk2-6 2-3 2-1 2-e
        Gara Garay: 170 f 4 1fz5-11 4-s 9-1
        Geor Georgian: 53 ya 26v-11 2 6 3-1b 2a9-16 3-2 pn 2hy-11 2 6 78
        Glag Glagolitic: 53 gc 2 an 3 76 29e 31b 2au-2n dg nqk 1pxt-6 2-g 3-6 2-1 2-4
        Gong Gunjala_Gondi: 53 1pp-1 1iij-5 2-1 2-10 2-1 2-5 8-9
        Gonm Masaram_Gondi: 1us-1 1ifv-6 2-1 2-17 4 2-1 2-8 9-9
        Goth Gothic: 53 gd-1 3 15 1ekf-q
        Gran Grantha: 1u9-1 i-1 ht-d 3bx 2-1 v-2 4-1 s7 1btc-3 2-7 3-1 3-l 2-6 2-1 2-4 2-9 3-1 3-2 3 7 6-6 3-6 4-4 \
        2fw-1 2
        Grek Greek: 53 g9-1 3 2 2 b 1b 3 17-7 3-3 2 5 2 2-2 2 2-j 2-1q f-f 4yv-4 1f-4 5-4 2d-2 8v-l 3-5 3-11 3-5 3-7 \
        2 2 2 2-u 3-1g 2-e 2-d 3-5 2-i 3-2 2-8 2n 5l rb3 gyj-26 i 155s-1x
        Gujr Gujarati: 1u9-1 i-1 7w-2 2-8 2-2 2-l 2-6 2-1 2-4 3-9 2-2 2-2 3 g-3 3-b 8-6 v1t-9
        Gukh Gurung_Khema: 1ut 1vvf-1l
        Guru Gurmukhi: 1u9-1 i-1 4c-2 2-5 5-1 3-l 2-6 2-1 2-1 2-1 3 2-4 5-1 3-2 4 8-3 2 8-g v5m-9
        Hang Hangul: 3cw-73 5xe-2 5-9 2-c f-2 7 5g 1i-2l 36-u 1u-u nhe-s hw-8mb d-m 5-1c 7ka-1 7v-4 1n-u 4-5 3-5 3-5 \
        3-2
        Hani Han: 53 91l-p 2-2g d-5x r-f 2-2 2-c 2-c 2-c 3 7-8 58 45-f x-11 a 1d-13 1l-1c g-b 1g 2h-o b-4 2p-u 2-533 \
        1t-g73 1dt-7 g6x-a5 3-2x oc-1 7v-4 m7x-1 d-6 jmy-h 63j-1 2pb-wyn x-3dp 3-4gd 3-5rk g-h9 1wj-f1 15v-3t6 6-6jt
        Hano Hanunoo: 4kg-m
        Hebr Hebrew: lj-1 i1-1i 9-q 5-5 1cfd-p 2-4 2 2-1 2-1 2-9
        Hira Hiragana: 9hd-2 5-9 2-c h-5 2 5-1 4-2d 3-7 2j-1 14jt-1 7v-4 b 1a-1 yua-7y j u-2 cry
        Hung Old_Hungarian: 6e2 3 2qc g 17wf-1e e-1e 8-5
        Java Javanese: xhc-25 2-a 5-1
        Kali Kayah_Li: xds-1b
        Kana Katakana: lh u 8v2-2 5-9 2-c h-5 2 5-1 2k-3 4-2n 6p-f 5t-1a 2-2f 1432-1 7v-1q ytt-3 2-6 2-1 2 80-2 1f \
        f-3
        Khoj Khojki: 25i-9 v29-9 kw7-h 2-1a
        Knda Kannada: 1u9-1 i-1 m3-c 2-2 2-m 2-9 2-4 3-8 2-2 2-3 8-1 6-2 2-3 3-9 2-2 34t 2-1 7 o 2 ri4-5
        Kthi Kaithi: 1uu-9 79e o3j-9 klj-1u b
        Latn Latin: 1t-p 7-p 1c d 3 6-m 2-u 2-cg 4 b 2-2 2 a 2 7-4 s-e 2-1 2 g-2 8-1 2-1 13 6 5-c 7q-1 y3-1 1ih \
        2dh-11 7-1c 6-3 6-c 2-1x 1m 8-73 8g 1u e h-c 2c 1m-1 7 s i-14 254-v bc nvt-7 r-2t 4-29 l-e 8f ea-16 2-8 2-3 \
        fpz-6 t7-p 7-p 1ly-5 2-15 2-8 16iu-u 7-5
        Limb Limbu: 1ut 32z-u 2-b 5-b 5 4-b
        Lina Linear_A: 1err-18 y5-8m a-l b-7
        Linb Linear_B: 1ekg-b 2-p 2-i 2-1 2-e 3-d z-3e 6-2 5-18 4-8
        Lisu: jg h 8xp-1 n2d-1b o8h
        Lyci Lycian: 6e2 18o6-s
        Lydi Lydian: 53 8ze 178v-p 6
        Mahj Mahajani: 53 1pp-b vcx-9 krb-12
        Mand Mandaic: 18g e8-r 3
        Mani Manichaean: 18g 1fgg-12 5-b
        Mero Meroitic_Hieroglyphs: 6e5 1a1v-v
        Mlym Malayalam: 1u9-1 i-1 pn-c 2-2 2-1e 2-2 2-5 5-f 3-p 317 o ri6-2
        Modi: x80-9 lon-1w c-9
        Mong Mongolian: 4qo-p 7-2g 8-16 1hh 34i-1 6-3 19hx-c
        Mult Multani: 21y-9 1g5t-6 2 2-3 2-e 2-a
        Mymr Myanmar: 35s-4f u4v 4y-u 2q-v le9-j
        Nand Nandinagari: 1u9 j-1 ox-9 35m 9 8 rhy-5 mej-7 3-19 3-a
        Newa: 1u9-1 3ur 2-1 a 7 2 2 1csz-2j 2-4
        Nkoo Nko: 170 f 4 bl-1m 3-2 1cfz-1
        Onao Ol_Onal: 1us-1 2m3v-16 5
        Orkh Old_Turkic: 6e2 2qe 17tc-20
        Orya Oriya: 1u9-1 i-1 bg-2 2-7 3-1 3-l 2-6 2-1 2-4 3-8 3-1 3-2 8-2 5-1 2-4 3-h 3fn o
        Osge Osage: ld 3 7 25 1eu0-z 5-z
        Ougr Old_Uyghur: 18g 1fhu vy-p
        Perm Old_Permic: 53 g9 6-2 b a8 1ebx-16
        Phag Phags_Pa: 4qq-1 2 1m2 34j nr2-1j
        Phlp Psalter_Pahlavi: 18g 1fls-h 8-3 d-6
        Rohg Hanifi_Rohingya: 170 f 4 x 44 1fsc-13 9-9
        Runr Runic: 4gw-2g
        Samr Samaritan: 1kw-19 3-e 7hv
        Shaw Shavian: 53 1fa1-1b
        Shrd Sharada: 1u9 3uu 2 3-1 3 a 3 rib-5 3 kso-2n 1vl-7
        Sind Khudawadi: 1us-1 vd7-9 l13-1m 6-9
        Sinh Sinhala: 1us-1 t8-2 2-h 4-n 2-8 2 3-6 4 5-5 2 2-7 7-9 3-2 2ym 1cdr-j
        Sogd Sogdian: 18g 1gc0-15
        Sunu Sunuwar: lc-1 2 a 3 t 4 1jf3-x f-9
        Sylo Syloti_Nagri: 1us-1 3l-9 v81-18
        Syrc Syriac: lf-1 3-1 2 p-2 8-1 2-1 kb f-1 3 x b-a r 40-d 2-1n 3-2 7l-a 49a 2
        Tagb Tagbanwa: 4l1-1 16-c 2-2 2-1
        Takr Takri: 1us-1 vd7-9 ls7-1l 7-9
        Tale Tai_Le: lc-1 6-1 4 2lw-9 1s7-t 3-4
        Taml Tamil: 1u9-1 i-1 f1-1 2-5 4-2 2-3 4-1 2 2-1 4-1 4-2 4-b 5-4 4-2 2-3 3 7 f-k 3c0 ro9 ky6 2 1k-1 2h0-1d e
        Tang Tangut: 9gw-f ds 1qsx w-5bz e9-u 2q-36
        Telu Telugu: 1u9-1 i-1 ij-c 2-2 2-m 2-f 3-8 2-2 2-3 8-1 2-2 2-1 3-3 3-9 8-8 386-1 2 2 o
        Tfng Tifinagh: le 2 2-3 q 8b1-1j 8-1 f
        Tglg Tagalog: 4jk-l a m-1
        Thaa Thaana: 170 f-1 3 1t-9 7r-1d 1cn5 b
        Thai: jg r 18 1a 24w-1l 6-r
        Tibt Tibetan: 2yo-1z 2-z 5-12 2-z 2-e 2-6 5-1 6cu-3
        Tirh Tirhuta: 1u9-1 i-1 3u8 d g ri6-9 ldz-1z 9-9
        Todr Todhri: ld 3 3 a 2 23 1f1e-1f
        Toto: jg 2ms4-u
        Tutg Tulu_Tigalari: 2jq-9 35v 2 ri4-5 58 l1r-9 2 3 2-11 2-9 2 3 2-3 2-9 2-1 9-1
        Yezi Yezidi: 170 f 4 1t-9 1g5z-15 2-2 3-1
        Yiii Yi: 9hd-1 6-9 3-7 68 lxh-wc 4-1i hwb-4
        Zinh Inherited Qaai: lr 3 2-e 4-6 3 3-f 2-1 2-h 2-4 2-3 169-1 3fg-19 3-b k7-1h 2 2-4 el-1 5f-v 17o1-f h-d r4 \
        14hv-19 3-m f5-2 i-7 3-6 v-3 h45v-6n
        Zyyy Common: 0-1s r-5 r-1a 2-b 2-1 2-4 o w ci-2 2-9 2 4 2-8 2 2-5 6-4 3-j 3j 7 2 hq 60 ed 125 ba-3 36w-b 3-w \
        2-u 2-9 2-1 2-6 2-a 4-a 2-e i-x 1r-11 2-2 3-5 2-q 2-g 16-2 5-ih n-a m-pr 75-hf 3-3t e9-m 2-n 3-9 2-3 2 2-p bn \
        4 e e m eq-n w 1e-e d-3 4i-9 6-2n w 535-1r hl5-p 2v-2 r5 f-1 gbp-9 n-k 3-b 2-i 2-3 44 2-v r-5 r-5 3k-6 2-6 \
        b-4 b7-c 1g-18 13wk-70 4-c3 7-m g-g 2o-37 1p-6t b-12 3-1p 4-g 9-1 8-t 5-1o 5y-j d-j d-2e s-6 3s-2c 2-1y 2-1 3 \
        3-1 3-3 2-b 2 2-6 2-1s 2-3 3-7 2-6 2-r 2-3 2-4 2 4-6 2-9f 3-83 3-1d 41e-1v 25-1o jn-17 5-2r d-e 3-e 2-e 2-10 \
        b-4t 1l-p 2-1 e-17 5-8 o-5 4b-rc 4-g 4-c 4-61 7-b 5 g-b 5-1j 9-9 7-13 9-t 3-b 5-1 f-8 14-9j 9-d 3-c 4-a 4-1k \
        2 5-f 3-b 5-9 8-42 2-2u gvlz v-2n
        """)
}

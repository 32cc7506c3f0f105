//! Indonesian.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "id",
    title: "Pesan WhatsApp Anda dari {company}",
    agreed: "Yang Anda setujui",
    agreed_to: "Pada {date} Anda menyetujui, untuk nomor yang berakhiran {digits}, menerima melalui WhatsApp:",
    shown: "Yang ditampilkan kepada Anda",
    privacy: "Pemberitahuan privasi {company}",
    withdraw_title: "Menarik persetujuan Anda",
    withdraw: "Setelah itu {company} tidak boleh lagi mengirimi Anda melalui WhatsApp: {purposes}. Ini gratis, dan tidak ada hal lain yang berubah.",
    button: "Tarik persetujuan",
    done_title: "Anda telah menarik persetujuan Anda",
    done: "Dicatat pada {date}. {company} tidak boleh lagi mengirimi Anda melalui WhatsApp: {purposes}.",
    save: "Simpan bukti",
    save_note: "Berkas bertanda tangan yang menunjukkan bahwa dan kapan Anda menarik persetujuan.",
    change_title: "Ubah nomor atau pilihan Anda",
    change_keep: "Kosongkan untuk tetap memakai nomor yang berakhiran {digits}.",
    change_next: "Lanjutkan",
    change_none: "Pilih setidaknya satu jenis pesan. Untuk menghentikan semuanya, tarik persetujuan Anda.",
    change_number: "Nomor ini tidak mungkin benar. Tulis dengan + dan kode negara.",
    change_confirm: "Belum ada yang berubah. Kirim pesan yang sudah disiapkan di WhatsApp dari nomor yang berakhiran {digits} dalam 30 menit. Baru setelah itu ini menggantikan pilihan Anda sebelumnya:",
    changed_title: "Anda telah mengubah ini",
    changed: "Dicatat pada {date}. Yang berlaku adalah pilihan Anda saat itu.",
    changed_link: "Lihat yang berlaku sekarang",
    unknown: Refusal { title: "Tautan ini tidak berfungsi", text: "Mungkin ada bagian yang hilang: salin seluruhnya. Anda selalu dapat membalas {keyword} pada pesan di WhatsApp." },
    expired: Refusal { title: "Tautan ini sudah kedaluwarsa", text: "Balas {keyword} pada pesan di WhatsApp: itu menghentikan pesan kapan saja." },
    foreign: Refusal { title: "Tidak ada yang diubah", text: "Permintaan datang dari situs lain. Buka tautan Anda sendiri dan tekan tombol di sana." },
    failed: Refusal { title: "Ini tidak berhasil", text: "Tidak ada yang diubah. Coba lagi sebentar lagi, atau balas {keyword} pada pesan di WhatsApp." },
    months: &[],
};

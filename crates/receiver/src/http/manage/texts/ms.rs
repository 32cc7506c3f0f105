//! Malay.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "ms",
    title: "Mesej WhatsApp anda daripada {company}",
    agreed: "Perkara yang anda persetujui",
    agreed_to: "Pada {date} anda bersetuju, bagi nombor yang berakhir dengan {digits}, untuk menerima melalui WhatsApp:",
    shown: "Perkara yang ditunjukkan kepada anda",
    privacy: "Notis privasi {company}",
    withdraw_title: "Menarik balik persetujuan anda",
    withdraw: "Selepas itu {company} tidak lagi boleh menghantar kepada anda melalui WhatsApp: {purposes}. Ini percuma, dan tiada perkara lain berubah.",
    button: "Tarik balik",
    done_title: "Anda telah menarik balik persetujuan anda",
    done: "Direkodkan pada {date}. {company} tidak lagi boleh menghantar kepada anda melalui WhatsApp: {purposes}.",
    save: "Simpan bukti",
    save_note: "Fail bertandatangan yang menunjukkan bahawa dan bila anda menarik balik persetujuan.",
    change_title: "Tukar nombor atau pilihan anda",
    change_keep: "Biarkan kosong untuk mengekalkan nombor yang berakhir dengan {digits}.",
    change_next: "Teruskan",
    change_none: "Pilih sekurang-kurangnya satu jenis mesej. Untuk menghentikan semuanya, tarik balik persetujuan anda.",
    change_number: "Nombor ini tidak mungkin betul. Tulis dengan + dan kod negara.",
    change_confirm: "Belum ada apa-apa yang berubah. Hantar mesej yang disediakan di WhatsApp daripada nombor yang berakhir dengan {digits} dalam masa 30 minit. Selepas itu barulah ini menggantikan pilihan anda yang terdahulu:",
    changed_title: "Anda telah menukar ini",
    changed: "Direkodkan pada {date}. Yang berkuat kuasa ialah pilihan anda ketika itu.",
    changed_link: "Lihat yang berkuat kuasa sekarang",
    unknown: Refusal { title: "Pautan ini tidak berfungsi", text: "Mungkin sebahagiannya tiada: salin kesemuanya. Anda sentiasa boleh membalas {keyword} kepada mesej di WhatsApp." },
    expired: Refusal { title: "Pautan ini telah tamat tempoh", text: "Balas {keyword} kepada mesej di WhatsApp: ia menghentikan mesej pada bila-bila masa." },
    foreign: Refusal { title: "Tiada apa-apa diubah", text: "Permintaan datang dari laman lain. Buka pautan anda sendiri dan tekan butang di sana." },
    failed: Refusal { title: "Ini tidak berjaya", text: "Tiada apa-apa diubah. Cuba lagi sebentar lagi, atau balas {keyword} kepada mesej di WhatsApp." },
    months: &[],
};

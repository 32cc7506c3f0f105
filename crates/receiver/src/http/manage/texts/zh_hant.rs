//! Chinese, traditional.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "zh-Hant",
    title: "{company} 傳給您的 WhatsApp 訊息",
    agreed: "您同意的內容",
    agreed_to: "您於 {date} 同意末碼為 {digits} 的號碼透過 WhatsApp 接收：",
    shown: "當時向您顯示的內容",
    privacy: "{company} 的隱私權聲明",
    withdraw_title: "撤回同意",
    withdraw: "此後 {company} 不得再透過 WhatsApp 向您傳送：{purposes}。撤回免費，其他一切不變。",
    button: "撤回",
    done_title: "您已撤回同意",
    done: "已於 {date} 記錄。{company} 不得再透過 WhatsApp 向您傳送：{purposes}。",
    save: "儲存憑證",
    save_note: "一份已簽署的檔案，顯示您已撤回同意及撤回時間。",
    change_title: "變更您的號碼或選擇",
    change_keep: "留空則保留末碼為 {digits} 的號碼。",
    change_next: "繼續",
    change_none: "請至少選擇一類訊息。如要全部停止，請撤回同意。",
    change_number: "此號碼有誤。請加上 + 和國家/地區代碼。",
    change_confirm: "尚未作任何變更。請在 30 分鐘內用末碼為 {digits} 的號碼在 WhatsApp 上傳送準備好的訊息。屆時以下內容將取代您先前的選擇：",
    changed_title: "您已變更此項",
    changed: "已於 {date} 記錄。現以您當時的選擇為準。",
    changed_link: "查看目前有效的內容",
    unknown: Refusal { title: "此連結無效", text: "可能缺少一部分：請完整複製。您也可以隨時以「{keyword}」回覆 WhatsApp 上的訊息。" },
    expired: Refusal { title: "此連結已過期", text: "以「{keyword}」回覆 WhatsApp 上的訊息，即可隨時停止接收。" },
    foreign: Refusal { title: "未作任何變更", text: "該要求來自其他網站。請直接開啟您的連結，並在那裡按下按鈕。" },
    failed: Refusal { title: "操作未成功", text: "未作任何變更。請於一分鐘後再試，或以「{keyword}」回覆 WhatsApp 上的訊息。" },
    months: &[],
};

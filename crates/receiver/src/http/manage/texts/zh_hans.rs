//! Chinese, simplified.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "zh-Hans",
    title: "{company} 发给您的 WhatsApp 消息",
    agreed: "您同意的内容",
    agreed_to: "您于 {date} 同意尾号为 {digits} 的号码通过 WhatsApp 接收：",
    shown: "当时向您展示的内容",
    privacy: "{company} 的隐私声明",
    withdraw_title: "撤回同意",
    withdraw: "此后 {company} 不得再通过 WhatsApp 向您发送：{purposes}。撤回免费，其他一切不变。",
    button: "撤回",
    done_title: "您已撤回同意",
    done: "已于 {date} 记录。{company} 不得再通过 WhatsApp 向您发送：{purposes}。",
    save: "保存凭证",
    save_note: "一份签名文件，显示您已撤回同意及撤回时间。",
    change_title: "更改您的号码或选择",
    change_keep: "留空则保留尾号为 {digits} 的号码。",
    change_next: "继续",
    change_none: "请至少选择一类消息。如需全部停止，请撤回同意。",
    change_number: "此号码有误。请加上 + 和国家/地区代码。",
    change_confirm: "尚未作任何更改。请在 30 分钟内用尾号为 {digits} 的号码在 WhatsApp 上发送准备好的消息。届时以下内容将取代您之前的选择：",
    changed_title: "您已更改此项",
    changed: "已于 {date} 记录。现以您当时的选择为准。",
    changed_link: "查看当前有效的内容",
    unknown: Refusal { title: "此链接无效", text: "可能缺少一部分：请完整复制。您也可以随时用“{keyword}”回复 WhatsApp 上的消息。" },
    expired: Refusal { title: "此链接已过期", text: "用“{keyword}”回复 WhatsApp 上的消息，即可随时停止接收。" },
    foreign: Refusal { title: "未作任何更改", text: "该请求来自其他网站。请直接打开您的链接，并在那里点按按钮。" },
    failed: Refusal { title: "操作未成功", text: "未作任何更改。请一分钟后重试，或用“{keyword}”回复 WhatsApp 上的消息。" },
    months: &[],
};

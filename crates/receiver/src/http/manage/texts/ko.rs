//! Korean.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "ko",
    title: "{company}에서 보내는 WhatsApp 메시지",
    agreed: "동의하신 내용",
    agreed_to: "{date}에 끝자리가 {digits}인 번호로 WhatsApp에서 다음 내용을 받는 데 동의하셨습니다:",
    shown: "당시 표시된 내용",
    privacy: "{company} 개인정보 처리방침",
    withdraw_title: "동의 철회",
    withdraw: "철회하면 {company}에서 WhatsApp으로 다음 내용을 더 이상 보낼 수 없습니다: {purposes}. 비용은 없으며 다른 것은 바뀌지 않습니다.",
    button: "철회",
    done_title: "동의를 철회하셨습니다",
    done: "{date}에 기록되었습니다. {company}에서 WhatsApp으로 다음 내용을 더 이상 보낼 수 없습니다: {purposes}.",
    save: "증명 저장",
    save_note: "동의를 철회한 사실과 시점을 보여 주는 서명된 파일입니다.",
    change_title: "번호 또는 선택 변경",
    change_keep: "끝자리가 {digits}인 번호를 그대로 쓰려면 비워 두세요.",
    change_next: "계속",
    change_none: "메시지 종류를 하나 이상 선택하세요. 모두 중단하려면 동의를 철회하세요.",
    change_number: "올바른 번호가 아닌 것 같습니다. +와 국가 번호를 붙여 입력하세요.",
    change_confirm: "아직 아무것도 바뀌지 않았습니다. 30분 안에 끝자리가 {digits}인 번호로 WhatsApp에서 준비된 메시지를 보내세요. 그때 다음 내용이 이전 선택을 대신합니다:",
    changed_title: "변경되었습니다",
    changed: "{date}에 기록되었습니다. 그때 선택한 내용이 적용됩니다.",
    changed_link: "현재 적용되는 내용 보기",
    unknown: Refusal { title: "이 링크는 작동하지 않습니다", text: "일부가 빠졌을 수 있으니 전체를 복사하세요. WhatsApp 메시지에 언제든지 ‘{keyword}’라고 답장하셔도 됩니다." },
    expired: Refusal { title: "이 링크는 만료되었습니다", text: "WhatsApp 메시지에 ‘{keyword}’라고 답장하면 언제든지 메시지가 중단됩니다." },
    foreign: Refusal { title: "변경된 것이 없습니다", text: "다른 사이트에서 온 요청입니다. 링크를 직접 열고 그곳에서 버튼을 누르세요." },
    failed: Refusal { title: "처리하지 못했습니다", text: "변경된 것이 없습니다. 1분 뒤에 다시 시도하거나 WhatsApp 메시지에 ‘{keyword}’라고 답장하세요." },
    months: &[],
};

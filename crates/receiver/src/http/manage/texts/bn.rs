//! Bengali.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "bn",
    title: "{company} থেকে আপনার WhatsApp বার্তা",
    agreed: "আপনি যাতে সম্মতি দিয়েছেন",
    agreed_to: "{date} তারিখে আপনি {digits} দিয়ে শেষ হওয়া নম্বরের জন্য WhatsApp-এ এগুলো পেতে সম্মতি দিয়েছেন:",
    shown: "আপনাকে যা দেখানো হয়েছিল",
    privacy: "গোপনীয়তা বিজ্ঞপ্তি: {company}",
    withdraw_title: "আপনার সম্মতি প্রত্যাহার",
    withdraw: "এরপর {company} আপনাকে WhatsApp-এ এগুলো আর পাঠাতে পারবে না: {purposes}। এতে কোনো খরচ নেই, আর কিছুই বদলায় না।",
    button: "প্রত্যাহার করুন",
    done_title: "আপনার সম্মতি প্রত্যাহার করা হয়েছে",
    done: "{date} তারিখে নথিভুক্ত। {company} আপনাকে WhatsApp-এ এগুলো আর পাঠাতে পারবে না: {purposes}।",
    save: "প্রমাণ সংরক্ষণ করুন",
    save_note: "একটি স্বাক্ষরিত ফাইল, যা দেখায় যে সম্মতি প্রত্যাহার করা হয়েছে এবং কখন।",
    unknown: Refusal { title: "এই লিঙ্কটি কাজ করে না", text: "হয়তো এর কিছু অংশ নেই: পুরোটা কপি করুন। আপনি সবসময় WhatsApp-এর কোনো বার্তার উত্তরে {keyword} লিখতে পারেন।" },
    expired: Refusal { title: "এই লিঙ্কের মেয়াদ শেষ", text: "WhatsApp-এর কোনো বার্তার উত্তরে {keyword} লিখুন: এতে যেকোনো সময় বার্তা বন্ধ হয়।" },
    foreign: Refusal { title: "কিছুই বদলানো হয়নি", text: "অনুরোধটি অন্য সাইট থেকে এসেছে। আপনার লিঙ্কটি নিজে খুলুন এবং সেখানে বোতাম টিপুন।" },
    failed: Refusal { title: "এটি করা যায়নি", text: "কিছুই বদলানো হয়নি। এক মিনিট পরে আবার চেষ্টা করুন, অথবা WhatsApp-এর কোনো বার্তার উত্তরে {keyword} লিখুন।" },
    months: &[],
};

// The queue as a test drives it.
window.queue = await import("/whatsapp-opt-in/queue.js");
